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

    `said` keeps what is said of a verdict without values of its report, by id of the rule, status, reason and weight: most
    findings of most reports say of a duty that it is absent, and in the same words.
    """

    words: dict[str, Any]
    lang: str
    basis: Callable[[Rule], str]
    wording: Callable[[str], dict[str, Any]]
    said: "dict[tuple[int, str, str, int], _Draft]"


class _Draft(NamedTuple):
    """A finding but for its place."""

    key: tuple[Any, ...]
    rule: Rule  # held, so that no other one gets its id while `Voice.said` knows it
    status: str
    severity: str
    message: str
    advice: str
    basis: str
    named: bool  # whether the quoted words are part of its identity
    identity: str = ""  # what else is, where several findings of a rule share a place


class _Spot(NamedTuple):
    """A place as findings tell it."""

    start: int | None
    end: int | None
    line: int | None
    column: int | None
    quote: str
    place: str


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
    drafts: list[tuple[_Draft, tuple[int, int] | None]] = []
    for verdict in verdicts:
        rule, status, reason, passages, _, weight, folded_into, belongs, values = verdict
        if folded_into or status not in _STATUS_ORDER or (weight == 0 and status != "review"):
            continue
        draft = None if values else voice.said.get((id(rule), status, reason, weight))
        if draft is None:
            draft = _drafted(verdict, voice)
            if not values:
                voice.said[id(rule), status, reason, weight] = draft
        members = folded.get(rule.id)
        if members:
            titles = (", " if voice.lang == "en" else "、").join(_title(v.rule, voice.lang) for v in members)
            draft = draft._replace(message=draft.message + voice.words["folded"].format(titles=titles))
        own = (passages[0].start, passages[0].end) if passages and status != "review" else None
        if status == "mentioned" and own and heard.takes(own):
            draft = draft._replace(message=draft.message + voice.words["claimed"])
        drafts.append((draft, own or belongs or anchor(rule.id)))
    drafts.extend([_remarked(remark, voice) for remark in heard.left()])
    # only now: what a hidden finding speaks for does not come up in its place
    drafts = [each for each in drafts if not hidden(each[0].rule)]
    drafts.sort(key=lambda each: each[0].key)
    seen: Counter[str] = Counter()
    # what is absent is told at one of a few headings
    spots: dict[tuple[int, int] | None, _Spot] = {None: _Spot(None, None, None, None, "", "")}
    out = []
    for rank, ((_, rule, status, severity, message, advice, basis, named, identity), span) in enumerate(drafts, 1):
        spot = spots.get(span)
        if spot is None:
            assert span is not None
            start, end = span
            spot = spots[span] = _Spot(start, end, *position(start), document.text[start:end], place(start))
        own_words = spot.quote + identity if named else identity
        print_ = fingerprint(rule.id, own_words) if own_words else _print_of(rule.id)
        seen[print_] += 1
        if seen[print_] > 1:
            print_ = fingerprint(rule.id, f"{spot.quote}{identity}\0{seen[print_]}")
        out.append(Finding(rule.id, rule.check, status, severity, message, advice, basis, *spot, rank, print_))
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


def _drafted(verdict: Verdict, voice: Voice) -> _Draft:
    """What is said of a verdict in the words of its own rule."""
    rule, status = verdict.rule, verdict.status
    severity = severity_of(verdict)
    message = _worded(_template(verdict, voice.words), rule, voice.lang, _named(verdict.values or {}, voice.words))
    key = (_ORDER[severity], _STATUS_ORDER[status], -verdict.weight, rule.id, 0)
    return _Draft(key, rule, status, severity, message, _advice(rule, voice.lang), voice.basis(rule), status not in ("absent", "review"))


def _remarked(remark: Remark, voice: Voice) -> tuple[_Draft, tuple[int, int] | None]:
    rule = remark.rule
    severity = remark.severity or rule.severity
    template = str(voice.wording(rule.check)[remark.reason])
    message = _worded(template, rule, voice.lang, _named(remark.values, voice.words))
    span = (remark.start, remark.end) if remark.start is not None and remark.end is not None else None
    at = remark.start if remark.start is not None else -1
    order = remark.values.get("rank", at)
    key = (_ORDER[severity], _REMARK_ORDER[remark.status], -rule.weight, rule.id, order)
    identity = str(remark.values.get("identity", ""))
    return _Draft(key, rule, remark.status, severity, message, _advice(rule, voice.lang), voice.basis(rule), True, identity), span


def _title(rule: Rule, lang: str) -> str:
    return rule.title_en if lang == "en" else rule.title_zh


def _advice(rule: Rule, lang: str) -> str:
    return rule.advice_en if lang == "en" else rule.advice_zh


def _template(verdict: Verdict, words: dict[str, Any]) -> str:
    """The sentence of status and reason; the more specific template wins."""
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

