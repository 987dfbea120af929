"""The end of the formal report: every law and document that it rests on, once, and what was not judged and why."""

from linter import __dist__, __version__
from linter.model.result import Run
from linter.model.rule import Basis, Rulebook
from linter.output import agreed
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest, genre_of, listed, obligations, reason_of
from linter.output.finding import rule_title, sentence_of
from linter.output.law import citation
from linter.output.lettering import Row, paragraph, table
from linter.output.presentation import Presentation
from linter.output.spot import veil
from linter.output.stationery import WIDTH
from linter.scoring.basis import bases_of

_UNJUDGED = ("review", "not-applicable")


def cited(each: Digest, min_severity: str, rulebook: Rulebook) -> dict[str, list[Basis]]:
    """Key of the source → its bases, of every duty that was judged and every finding that is listed, in the order of sources.yaml.

    Each article once; of a source no longer (or not yet) in force in the report year nothing.
    """
    report = each.report
    rules = [v.rule.id for v in obligations(report) if v.status not in _UNJUDGED] + [f.rule for f in listed(report, min_severity)]
    found: dict[str, list[Basis]] = {}
    for id in dict.fromkeys(rules):
        if rule := each.rules.get(id):
            for basis in bases_of(rule, rulebook.sources, report.profile.year):
                held = found.setdefault(basis.source, [])
                if basis not in held:
                    held.append(basis)
    order = {key: at for at, key in enumerate(rulebook.sources)}
    return {key: sorted(found[key], key=_place) for key in sorted(found, key=lambda key: (order.get(key, len(order)), key))}


def _place(basis: Basis) -> tuple[bool, int, str, str]:
    number = basis.item or basis.article
    return basis.text != "verified", int(number) if number.isdecimal() else 0, basis.item, basis.article


def provisions(bases: list[Basis], rulebook: Rulebook, words: Catalogue) -> str:
    """The articles and items of one source that are verified; （条款待核） for those that are recalled, said once."""
    tails = []
    for basis in bases:
        name = citation(basis._replace(text="verified", item="", article=""), rulebook, words)
        tails.append(citation(basis, rulebook, words).removeprefix(name))
    told = list(dict.fromkeys(tail for tail in tails if tail))
    if len(told) > 1 and told[-1] == words("basis.recalled"):
        told[-1] = words("bulletin.recalled")
    return words("list.comma").join(told)


def grounds_of(run: Run, each: Digest, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[str]:
    """A table of laws and documents, then which rules were used."""
    rows = []
    for number, (key, bases) in enumerate(cited(each, options.min_severity, rulebook).items(), 1):
        source = rulebook.sources.get(key)
        name = citation(bases[0]._replace(text="verified", item="", article=""), rulebook, words)
        document = source.number if source and source.text == "verified" and "number" not in source.recalled else ""
        rows.append(Row((str(number), name, document, provisions(bases, rulebook, words))))
    pieces = [paragraph(words("bulletin.grounds.lead", count=len(rows)))] if rows else []
    if rows:
        heads = [words(f"bulletin.column.{key}") for key in ("number", "source", "document", "provisions")]
        pieces.append(table(heads, rows, (12, 62, 27, WIDTH - 101), middle=(0,)))
    used = {key: str(run.rulebook.get(key) or "–") for key in ("pack", "version", "sha256")}
    profile = each.scheme
    named = words.pick(profile.title_zh, profile.title_en) if profile else "–"
    text = words("bulletin.rules", name=__dist__, tool=__version__, profile=named, pack=used["pack"], version=used["version"], sha=used["sha256"][:12], as_of=run.as_of)
    return [*pieces, paragraph(text, "Note" if rows else "BodyText")]


def remarks_of(run: Run, each: Digest, options: Presentation, words: Catalogue) -> list[str]:
    """Numbered remarks: genre, notices, parts not read, duties not judged, waivers in force, what a baseline knows, how the score is made."""
    report, receipt = each.report, each.report.document.receipt
    said = [text for text in (genre_of(report, words), *report.notices) if text]
    said += [words("receipt.part", part=words.term("unread", name)) for name in receipt.unread]
    if receipt.residue:
        said.append(words("bulletin.residue", count=len(receipt.residue)))
    if receipt.ignored:
        said.append(words("receipt.ignored", parts=words("list.comma").join(words.term("ignored", name) for name in receipt.ignored)))
    for status in _UNJUDGED:
        reasons: dict[str, list[str]] = {}
        for verdict in obligations(report):
            if verdict.status == status:
                reasons.setdefault(reason_of(verdict, words), []).append(words.pick(verdict.rule.title_zh, verdict.rule.title_en))
        if reasons:
            groups = words("list.semicolon").join(
                words("bulletin.because", reason=reason or words("unknown"), titles=words("list.comma").join(titles)) for reason, titles in reasons.items()
            )
            said.append(words(f"bulletin.unjudged.{status}", count=sum(map(len, reasons.values())), groups=groups))
    said.append(words("bulletin.lines"))
    if report.score:
        said.append(words("bulletin.formula"))
    said += [line.rstrip("。.") for line in agreed.lines(run, words)] if len(run.reports) == 1 else []
    pieces = []
    for number, text in enumerate(said, 1):
        pieces.append(paragraph(words("bulletin.remark", number=number, text=text.rstrip("。."))))
    say = veil(report)
    for key, reason in (("waived", "waiver"), ("known", "known_since")):
        rows = [
            Row((rule_title(f.rule, each, words), words(f"severity.{f.severity}"), say(sentence_of(f, each, words)), say(str(getattr(f, reason)))))
            for f in listed(report, options.min_severity)
            if getattr(f, reason) is not None and (key == "waived" or f.waiver is None)
        ]
        if rows:
            heads = [words(f"bulletin.column.{name}") for name in ("title", "severity", "problem", reason)]
            pieces += [paragraph(words("bulletin.counted", title=words(f"gaps.{key}"), count=len(rows)), "Caption"), table(heads, rows, (36, 16, 60, WIDTH - 112), middle=(1,))]
    return [*pieces, paragraph(words("bulletin.end"), "Note")]
