"""The chapters of a terminal page on figures, claims, citations of law, form and coherence."""

from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.finding import basis_of, rule_title, sentence_of
from linter.output.glyphs import cut, pad, width
from linter.output.notes import passages
from linter.output.sheet import Sheet
from linter.output.topics import Cluster, Note, clusters, selected, topics

_LINES = 3  # of a terminal that one passage may fill
_LABELS = ("quote", "place", "calculation", "message", "advice", "basis")


def chapters(each: Digest, findings: list[Finding], verbose: bool, rulebook: Rulebook, sheet: Sheet, words: Catalogue) -> None:
    """One chapter a topic: what was found, where, how it was computed, what to do. What is not printed is counted."""
    for topic in topics(each.report, findings):
        shown = topic.notes if verbose else selected(topic)
        sheet.blank()
        sheet.line(words("chapter", title=words("topic." + topic.id), count=len(topic.notes)), style="bold")
        if topic.id == "claims":
            _claims(shown, each, verbose, rulebook, sheet, words)
        else:
            for cluster in clusters(shown):
                _cluster(cluster, each, verbose, rulebook, sheet, words)
        left = len(topic.notes) - len(shown)
        if left:
            sheet.line(words("rest.topic" if shown else "rest.hints", count=left), indent=2, style="dim")


def _cluster(cluster: Cluster, each: Digest, verbose: bool, rulebook: Rulebook, sheet: Sheet, words: Catalogue) -> None:
    """Title once, then where, how and what of each note, then the advice once."""
    first = cluster.notes[0].finding
    labels = _width_of_labels(words)
    title = rule_title(cluster.rule, each, words)
    if first.status != "found":
        title = words("list.dot").join((title, words.term("status", first.status)))
    if len(cluster.notes) > 1:
        title = words("chapter", title=title, count=len(cluster.notes))
    sheet.headed(words("severity." + first.severity), f"{title}  [{cluster.rule}]", indent=2, style=first.severity)
    for note in cluster.notes:
        for key, line in passages(note, each, words):
            sheet.field(words("field." + key), cut(line, _LINES * (sheet.columns - labels - 8)), indent=6, labels=labels)
        calculation = note.relation.calculation if note.relation else ""
        sheet.field(words("field.calculation"), calculation, indent=6, labels=labels)
        said = sentence_of(note.finding, each, words, status=words.term("status", first.status), calculation=calculation)
        sheet.field(words("field.message"), said, indent=6, labels=labels)
    sheet.field(words("field.advice"), first.advice, indent=6, labels=labels)
    if verbose:
        sheet.field(words("field.basis"), basis_of(first, each, rulebook, words), indent=6, labels=labels)


def _claims(notes: tuple[Note, ...], each: Digest, verbose: bool, rulebook: Rulebook, sheet: Sheet, words: Catalogue) -> None:
    """Claims by rank, two lines each, one where the reason is that of the claim above; at the end the advice of each rule."""
    labels = _width_of_labels(words)
    digits = len(str(len(notes)))
    grades = max(width(words("severity." + severity)) for severity in SEVERITIES)
    left = 2 + digits + 2 + grades + 2
    firsts: dict[str, Finding] = {}
    before = ""
    for number, note in enumerate(notes, 1):
        finding = note.finding
        firsts.setdefault(finding.rule, finding)
        head = f"{number:>{digits}}  {pad(words('severity.' + finding.severity), grades)}"
        said = sentence_of(finding, each, words)
        for _, line in passages(note, each, words):
            shown = cut(line, _LINES * (sheet.columns - left)) + (words("claims.same") if said == before else "")
            sheet.headed(head, shown, indent=2, style=finding.severity)
            head = " " * width(head)
        if said != before:
            sheet.line(said, indent=left)
        before = said
    for rule, finding in firsts.items():
        told = f"{rule_title(rule, each, words)}{words('list.colon')}{finding.advice}  [{rule}]"
        sheet.field(words("field.advice"), told, indent=2, labels=labels)
        if verbose:
            sheet.field(words("field.basis"), basis_of(finding, each, rulebook, words), indent=2, labels=labels)


def _width_of_labels(words: Catalogue) -> int:
    return max(width(words("field." + key)) for key in _LABELS)
