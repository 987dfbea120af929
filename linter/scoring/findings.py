"""Verdicts and remarks → findings: one each for what is absent, planned, only mentioned, undecided, or remarked on.

Severity: absent and planned the rule's own, mentioned one step lower, review info. A rule whose `requires`
parent is absent is folded into the parent's finding.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from linter.model.digest import sha256_of
from linter.model.rule import Rule
from linter.model.text import Document
from linter.model.verdict import Finding, Remark, Verdict

_LOWER = {"error": "warning", "warning": "info", "info": "info"}
_ORDER = {"error": 0, "warning": 1, "info": 2}
_STATUS_ORDER = {"absent": 0, "planned": 1, "mentioned": 2, "review": 3}
# what is decided by arithmetic or by a name comes before what a person has to weigh
_REMARK_ORDER = {"inconsistent": 0, "found": 1, "unsupported": 2, "suspicious": 2, "partial": 3}


def severity_of(verdict: Verdict) -> str:
    """error, warning or info, by the rule's severity and the status."""
    own = verdict.rule.severity
    if verdict.status == "mentioned":
        return _LOWER[own]
    return "info" if verdict.status == "review" or verdict.weight == 0 else own


def fold_required(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Marks verdicts whose required parent is not there: their finding is folded into the parent's."""
    status = {v.rule.id: v.status for v in verdicts}
    out = []
    for verdict in verdicts:
        parent = verdict.rule.requires
        if parent and status.get(parent) in ("absent", "planned") and verdict.status in ("absent", "planned", "review"):
            verdict = verdict._replace(folded_into=parent)
        out.append(verdict)
    return out


class Voice(NamedTuple):
    """How findings are worded: templates and language of the run, the legal basis of a rule, the sentences of a check kind.

    `said` holds the sentences that have no values of a report in them, by (rule id, status, reason): most findings of most
    reports say of a duty that it is absent, and in the same words.
    """

    words: dict[str, Any]
    lang: str
    basis: Callable[[Rule], str]
    wording: Callable[[str], dict[str, Any]]
    said: dict[tuple[str, str, str], str]


class _Draft(NamedTuple):
    key: tuple[Any, ...]
    rule: Rule
    status: str
    severity: str
    message: str
    span: tuple[int, int] | None
    named: bool  # whether the quoted words are part of its identity
    identity: str = ""  # what else is, where several findings of a rule share a place


def findings_of(
    verdicts: Sequence[Verdict],
    remarks: Sequence[Remark],
    document: Document,
    voice: Voice,
    anchor: Callable[[str], tuple[int, int] | None],
    place: Callable[[int], str],
    position: Callable[[int], tuple[int, int]],
    hidden: Callable[[Rule], bool] = lambda rule: False,
) -> list[Finding]:
    """Findings of one report, ranked: severity, then status, then weight, then rule id, then place.

    `anchor(rule id)` gives the heading where something absent belongs, `place(offset)` the heading path in words,
    `position(offset)` line and column. A clause that is both a merely mentioned duty and an unsupported claim gives the
    duty's finding, which names the claim. Findings of `hidden` rules are left out.
    """
    folded: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.folded_into:
            folded.setdefault(verdict.folded_into, []).append(verdict)
    heard = _Merger(remarks)
    drafts: list[_Draft] = []
    for verdict in verdicts:
        if verdict.folded_into or verdict.status not in _STATUS_ORDER or (verdict.weight == 0 and verdict.status != "review"):
            continue
        rule = verdict.rule
        severity = severity_of(verdict)
        message = _message(verdict, voice)
        members = folded.get(rule.id)
        if members:
            message += voice.words["folded"].format(titles=(", " if voice.lang == "en" else "、").join(_title(v.rule, voice.lang) for v in members))
        own = _span(verdict)
        if verdict.status == "mentioned" and own and heard.takes(own):
            message += voice.words["claimed"]
        key = (_ORDER[severity], _STATUS_ORDER[verdict.status], -verdict.weight, rule.id, 0)
        named = verdict.status not in ("absent", "review")
        drafts.append(_Draft(key, rule, verdict.status, severity, message, own or verdict.anchor or anchor(rule.id), named))
    drafts.extend(_remarked(remark, voice) for remark in heard.left())
    # only now: what a hidden finding speaks for does not come up in its place
    drafts = [draft for draft in drafts if not hidden(draft.rule)]
    drafts.sort(key=lambda draft: draft.key)
    seen: Counter[str] = Counter()
    # what is absent is told at one of a few headings
    spots: dict[tuple[int, int] | None, tuple[str, int | None, int | None, str]] = {None: ("", None, None, "")}
    out = []
    for rank, draft in enumerate(drafts, 1):
        rule, span = draft.rule, draft.span
        spot = spots.get(span)
        if spot is None:
            assert span is not None
            spot = spots[span] = (document.text[span[0] : span[1]], *position(span[0]), place(span[0]))
        quote, line, column, where = spot
        identity = (quote if draft.named else "") + draft.identity
        print_ = fingerprint(rule.id, identity) if identity else _print_of(rule.id)
        seen[print_] += 1
        if seen[print_] > 1:
            print_ = fingerprint(rule.id, f"{quote}{draft.identity}\0{seen[print_]}")
        advice = rule.advice_en if voice.lang == "en" else rule.advice_zh
        start, end = span or (None, None)
        out.append(
            Finding(
                rule.id, rule.check, draft.status, draft.severity, draft.message, advice, voice.basis(rule),
                start, end, line, column, quote, where, rank, print_,
            )
        )
    return out


class _Merger:
    """Remarks on claims, by their place: those that a duty's own finding speaks for are taken out."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        self._remarks = remarks
        self._claims = [(r.start, r.end, i) for i, r in enumerate(remarks) if r.rule.check == "claim" and r.start is not None and r.end is not None]
        self._taken: set[int] = set()

    def takes(self, span: tuple[int, int]) -> bool:
        """True where claims lie inside `span` or hold it; they give no finding of their own then."""
        inside = [i for start, end, i in self._claims if (start >= span[0] and end <= span[1]) or (start <= span[0] and end >= span[1])]
        self._taken.update(inside)
        return bool(inside)

    def left(self) -> list[Remark]:
        return [remark for i, remark in enumerate(self._remarks) if i not in self._taken]


def _remarked(remark: Remark, voice: Voice) -> _Draft:
    rule = remark.rule
    severity = remark.severity or rule.severity
    template = str(voice.wording(rule.check)[remark.reason])
    message = _worded(template, rule, voice.lang, _named(remark.values, voice.words))
    span = (remark.start, remark.end) if remark.start is not None and remark.end is not None else None
    at = remark.start if remark.start is not None else -1
    order = remark.values.get("rank", at)
    key = (_ORDER[severity], _REMARK_ORDER[remark.status], -rule.weight, rule.id, order)
    return _Draft(key, rule, remark.status, severity, message, span, True, str(remark.values.get("identity", "")))


def _title(rule: Rule, lang: str) -> str:
    return rule.title_en if lang == "en" else rule.title_zh


def _span(verdict: Verdict) -> tuple[int, int] | None:
    if verdict.passages and verdict.status != "review":
        return verdict.passages[0].start, verdict.passages[0].end
    return None


def _message(verdict: Verdict, voice: Voice) -> str:
    """The sentence of status and reason."""
    rule, status, reason = verdict.rule, verdict.status, verdict.reason
    if verdict.values:
        return _worded(_template(verdict, voice.words), rule, voice.lang, _named(verdict.values, voice.words))
    key = rule.id, status, reason
    message = voice.said.get(key)
    if message is None:
        message = voice.said[key] = _worded(_template(verdict, voice.words), rule, voice.lang, {})
    return message


def _template(verdict: Verdict, words: dict[str, Any]) -> str:
    """The more specific template wins."""
    table = words["status"]
    for key in (f"{verdict.rule.check}.{verdict.status}.{verdict.reason}", f"{verdict.status}.{verdict.reason}", verdict.status):
        if key in table:
            return str(table[key])
    raise KeyError(verdict.status)


def _worded(template: str, rule: Rule, lang: str, values: dict[str, Any]) -> str:
    """The sentence. A title that holds quotation marks gets single ones inside others (GB/T 15834—2011, 4.8.3.3)."""
    title = _title(rule, lang)
    if "“{title}”" in template:
        title = title.replace("“", "‘").replace("”", "’")
    return template.format(title=title, **values)


def _named(values: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    return {key: words["fields"].get(value, value) if isinstance(value, str) else value for key, value in values.items()}


def fingerprint(rule: str, quote: str) -> str:
    """Sixteen hex digits from the rule and the quoted words: unchanged when text is inserted above."""
    folded = "".join(quote.split())
    return sha256_of(f"{rule}\0{folded}".encode("utf-8", "surrogatepass"))[:16]


@cache
def _print_of(rule: str) -> str:
    """The fingerprint of a finding that quotes nothing: always the same for a rule."""
    return fingerprint(rule, "")

