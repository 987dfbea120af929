"""The list of findings of the formal report: statutory gaps first, then by severity, figures with their calculation, hints in short."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest, listed, statutory
from linter.output.finding import basis_of, gain_words, quote_of, rule_title, sentence_of, where
from linter.output.law import numeral
from linter.output.lettering import Line, Row, paragraph, table
from linter.output.notes import passages
from linter.output.presentation import Presentation
from linter.output.spot import veil
from linter.output.stationery import WIDTH
from linter.output.topics import Note, topic_of, topics

GROUPS = ("statutory", "error", "warning", "figures", "info")
_SEVERITY = {"zh": 12, "en": 17}  # mm, as long as the words for it
_FOUND = 60  # mm: what was found; what to do has the rest
_BRIEF = (12, 54, WIDTH - 66)


class Matter(NamedTuple):
    """A finding with its number in the list and, beside the duties, what it came from."""

    number: int
    finding: Finding
    note: Note | None


def group_of(finding: Finding, note: Note | None) -> str:
    """The group of GROUPS in which an open finding is listed, exactly one."""
    if statutory(finding):
        return "statutory"
    if topic_of(finding) == "figures" and (finding.severity != "info" or (note is not None and note.relation is not None)):
        return "figures"
    return finding.severity


def matters(each: Digest, min_severity: str, words: Catalogue) -> dict[str, list[Matter]]:
    """The open findings at or above `min_severity` by group, numbered through; hints that say the same stand together."""
    live = [finding for finding in listed(each.report, min_severity) if finding.is_open]
    notes = {id(note.finding): note for topic in topics(each.report, live) for note in topic.notes}
    grouped: dict[str, list[tuple[Finding, Note | None]]] = {group: [] for group in GROUPS}
    for finding in live:
        note = notes.get(id(finding))
        grouped[group_of(finding, note)].append((finding, note))
    first: dict[str, int] = {}
    for finding, _ in grouped["info"]:
        first.setdefault(hint_of(finding, each, words), len(first))
    grouped["info"].sort(key=lambda pair: first[hint_of(pair[0], each, words)])
    number = 0
    out: dict[str, list[Matter]] = {}
    for group, found in grouped.items():
        for finding, note in found:
            number += 1
            out.setdefault(group, []).append(Matter(number, finding, note))
    return out


def findings_of(each: Digest, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[str]:
    """Headings and tables; a sentence where nothing was found."""
    found = matters(each, options.min_severity, words)
    if not found:
        return [paragraph(words("gaps.clear"))]
    say = veil(each.report)
    score = each.report.score
    gains = {g.rule: words("bulletin.status.gain", gain=said) for g in (score.gains if score else ()) if (said := gain_words(g.points, words))}
    pieces = []
    for at, (group, rows) in enumerate(found.items(), 1):
        name = words("bulletin.counted", title=words(f"bulletin.findings.{group}"), count=len(rows))
        pieces.append(paragraph(words("bulletin.chapter", number=numeral(at, words), title=name), "Heading2"))
        if lead := words(f"bulletin.findings.{group}.lead"):
            pieces.append(paragraph(lead))
        pieces.append(_brief(rows, each, words, say) if group == "info" else _detailed(rows, each, gains, rulebook, words, say))
    return pieces


def _detailed(
    rows: Sequence[Matter], each: Digest, gains: dict[str, str], rulebook: Rulebook, words: Catalogue, say: Callable[[str], str]
) -> str:
    """Everything that is known of each finding: what and where on the left, why and what to do on the right."""
    told: dict[tuple[str, str], int] = {}  # basis and advice → the number at which they were given
    made = []
    for matter in rows:
        finding = matter.finding
        status = words("bulletin.status", status=word_of(finding, words), gain=gains.get(finding.rule, ""))
        spots = found_at(matter, each, words)
        left = [Line(rule_title(finding.rule, each, words), ""), Line("", status), *(spots[1:] if plain(finding, each, words) else spots)]
        basis = basis_of(finding, each, rulebook, words)
        if before := told.get((basis, finding.advice)):
            right = [Line("", words("bulletin.same", number=before))]
        else:
            told[basis, finding.advice] = matter.number
            right = [_line("basis", basis, words), _line("advice", finding.advice, words)]
        calculation = matter.note.relation.calculation if matter.note and matter.note.relation else ""
        if calculation:
            right.insert(0, _line("calculation", calculation, words))
        made.append(Row((str(matter.number), words(f"severity.{finding.severity}"), _said(left, say), _said(right, say))))
    heads = [words(f"bulletin.column.{key}") for key in ("number", "severity", "found", "mend")]
    severity = _SEVERITY[words.lang]
    return table(heads, made, (12, severity, _FOUND, WIDTH - 12 - severity - _FOUND), middle=(0, 1))


def found_at(matter: Matter, each: Digest, words: Catalogue) -> list[Line]:
    """What is said of a finding, then the places and words it is said of; an empty one of these is left out."""
    finding, note = matter.finding, matter.note
    calculation = note.relation.calculation if note and note.relation else ""
    lines = [_line("problem", sentence_of(finding, each, words, status=word_of(finding, words), calculation=calculation), words)]
    if note is not None and (spots := passages(note, each, words)):
        lines += [_line(key, text, words) for key, text in spots]
    else:
        lines += [_line("place", where(finding, each, words), words), _line("quote", quote_of(finding, each), words)]
    return [line for at, line in enumerate(lines) if line.text or not at]


def word_of(finding: Finding, words: Catalogue) -> str:
    """The word for the status, short for a claim: what is advised stands beside it."""
    return words.term("support" if finding.kind == "claim" else "status", finding.status)


def hint_of(finding: Finding, each: Digest, words: Catalogue) -> str:
    """What a message says of more than one duty: the message without the name of its own."""
    title = rule_title(finding.rule, each, words)
    inner = title.replace("“", "‘").replace("”", "’")  # as a message quotes it
    said = finding.message
    for name in (f"“{inner}”", f"“{title}”", title):
        said = said.replace(name, "", 1)
    said = said.strip(" ：:。.")
    return said[:1].upper() + said[1:] if said else word_of(finding, words)


def plain(finding: Finding, each: Digest, words: Catalogue) -> bool:
    """True where the message says no more than title and status, which stand beside it."""
    return hint_of(finding, each, words).casefold() == word_of(finding, words).casefold()


def _line(key: str, text: str, words: Catalogue) -> Line:
    return Line(words("bulletin.label", name=words(f"bulletin.field.{key}")), text)


def _said(lines: list[Line], say: Callable[[str], str]) -> list[Line]:
    """The lines with personal data starred; one without words stays only where its label is all there is to say."""
    return [Line(line.label, say(line.text)) for at, line in enumerate(lines) if line.text or at == 0]


def _brief(rows: Sequence[Matter], each: Digest, words: Catalogue, say: Callable[[str], str]) -> str:
    """One short row a hint, below what is said of it and its neighbours."""
    hints = [say(hint_of(matter.finding, each, words)) for matter in rows]
    made = []
    for at, (matter, hint) in enumerate(zip(rows, hints, strict=True)):
        if at == 0 or hint != hints[at - 1]:
            made.append(Row((words("bulletin.counted", title=hint, count=hints.count(hint)),), strong=True))
        _, *spots = found_at(matter, each, words)
        made.append(Row((str(matter.number), rule_title(matter.finding.rule, each, words), [Line("", say(line.text)) for line in spots])))
    heads = [words(f"bulletin.column.{key}") for key in ("number", "title", "place")]
    return table(heads, made, _BRIEF, middle=(0,))
