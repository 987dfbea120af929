"""What was found beside the duties, in the order a reader takes it up: figures, claims, citations of law, form, coherence.

A finding says where; the relation or claim it came from says what was computed and why. They are brought together here.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.model.result import Report
from linter.model.verdict import Claim, Finding, Relation
from linter.output.digest import OBLIGATION_KINDS
from linter.output.excerpt import Excerpt, quoted, veiled

TOPICS = ("figures", "claims", "basis", "form", "coherence", "waivers")
CLAIMS_SHOWN = 10
COHERENCE_SHOWN = 5
ASKED_SHOWN = 10  # more, and hints too, of what somebody asked for by naming last year's report or a ledger
OF_ONE_RULE = 5  # further places of the same rule tell nothing new; they are counted
VERDICTS = ("consistent", "inconsistent", "suspicious", "cannot-tell")
SUPPORTS = ("supported", "partial", "unsupported")

_BY_KIND = {
    "relation": "figures", "figure": "figures", "ledger": "figures", "claim": "claims", "source": "basis",
    "coherence": "coherence", "previous": "coherence", "waiver": "waivers",
}  # fmt: skip
# a kind that judges words serves several topics: its rules stand in the folder of theirs
_BY_FOLDER = {"basis": "basis", "figures": "figures", "claims": "claims"}


class Note(NamedTuple):
    """A finding with what it came from."""

    finding: Finding
    relation: Relation | None
    claim: Claim | None


class Cluster(NamedTuple):
    """Notes of one rule that stand together: its title, its law and its advice are told once."""

    rule: str
    notes: tuple[Note, ...]


class Topic(NamedTuple):
    id: str
    notes: tuple[Note, ...]


def topic_of(finding: Finding) -> str | None:
    """The topic of a finding, None for one about a duty."""
    return topic(finding.rule, finding.kind)


def topic(rule: str, kind: str) -> str | None:
    """The topic of findings of this rule and kind of check, None for one about a duty."""
    if kind in OBLIGATION_KINDS:
        return None
    return _BY_KIND.get(kind) or _BY_FOLDER.get(rule.partition(".")[0], "form")


def verdict_of(relation: Relation) -> str:
    """consistent | inconsistent | suspicious | cannot-tell: what people are told of a relation."""
    return shown_verdict(relation.verdict, relation.suspicious)


def shown_verdict(verdict: str, suspicious: bool) -> str:
    """What people are told of a verdict on figures."""
    return "suspicious" if verdict == "cannot-tell" and suspicious else verdict


def topics(report: Report, findings: Iterable[Finding]) -> tuple[Topic, ...]:
    """The topics that `findings` of `report` fall under, each in reading order; claims by what a reviewer would send back first."""
    computed = _Computed(report.relations)
    claims = {(claim.rule, claim.start, claim.end): claim for claim in report.claims}
    notes: dict[str, list[Note]] = {}
    for finding in findings:
        topic = topic_of(finding)
        if topic is not None:
            claim = claims.get((finding.rule, finding.start or 0, finding.end or 0))
            notes.setdefault(topic, []).append(Note(finding, computed.of(finding), claim))
    return tuple(Topic(id, tuple(sorted(notes[id], key=_place))) for id in TOPICS if id in notes)


def elsewhere(report: Report) -> tuple[Relation, ...]:
    """Relations that do not hold and that no finding on figures tells of: a duty's finding does (dates out of order)."""
    told = {id(note.relation) for topic in topics(report, report.findings) for note in topic.notes}
    return tuple(r for r in report.relations if verdict_of(r) in ("inconsistent", "suspicious") and id(r) not in told)


def unmarked(report: Report) -> tuple[Claim, ...]:
    """Claims that their item does not back and that no finding of their own tells of: a duty's finding does, or they are slight."""
    told = {(finding.rule, finding.start, finding.end) for finding in report.findings}
    return tuple(c for c in report.claims if c.support != "supported" and (c.rule, c.start, c.end) not in told)


def settled(report: Report) -> list[tuple[str, tuple[Relation, ...]]]:
    """What stands below the findings on figures: relations told of elsewhere, those that hold, those the text cannot decide."""
    groups = [("inconsistent", elsewhere(report))]
    groups += [(verdict, tuple(r for r in report.relations if verdict_of(r) == verdict)) for verdict in ("consistent", "cannot-tell")]
    return [group for group in groups if group[1]]


def _place(note: Note) -> tuple[int, int, int]:
    """Claims by their rank; else contradictions, what should be mended, what a person has to weigh, hints."""
    finding, claim = note.finding, note.claim
    if claim is not None:
        return (0, claim.rank, finding.rank)
    if finding.status in ("inconsistent", "suspicious"):
        return (0 if finding.status == "inconsistent" else 2, 0, finding.rank)
    return (3 if finding.severity == "info" else 1, 0, finding.rank)


class _Computed:
    """Relations by rule, verdict and place. Each is spoken for once."""

    def __init__(self, relations: Sequence[Relation]) -> None:
        self._relations = relations
        self._parts: dict[tuple[str, str], list[tuple[int, int, int]]] = {}  # start, end, number of the relation
        for number, relation in enumerate(relations):
            parts = self._parts.setdefault((relation.rule, verdict_of(relation)), [])
            parts += [(part.start, part.end, number) for part in relation.parts]
        for parts in self._parts.values():
            parts.sort()
        self._told: set[int] = set()

    def of(self, finding: Finding) -> Relation | None:
        """The relation that a finding tells of: the one most of whose figures lie in its place, else None."""
        parts = self._parts.get((finding.rule, finding.status))
        if parts is None or finding.start is None or finding.end is None:
            return None
        at = max(bisect_left(parts, (finding.start,)) - 1, 0)  # a figure that begins before may reach in
        shared: Counter[int] = Counter()
        while at < len(parts) and parts[at][0] < finding.end:
            _, end, number = parts[at]
            if finding.start < end and number not in self._told:
                shared[number] += 1
            at += 1
        if not shared:
            return None
        best = min(shared, key=lambda number: (-shared[number], number))
        self._told.add(best)
        return self._relations[best]


def selected(topic: Topic) -> tuple[Note, ...]:
    """The notes that a page shows where not everything is asked for: no hints, the worst claims, some places of each rule."""
    if topic.id == "claims":
        return topic.notes[:CLAIMS_SHOWN]
    if topic.id == "coherence":
        asked = [note for note in topic.notes if note.finding.kind == "previous"][:ASKED_SHOWN]
        own = [note for note in topic.notes if note.finding.kind != "previous"][:COHERENCE_SHOWN]
        return tuple(note for note in topic.notes if note in own or note in asked)
    seen: dict[str, int] = {}
    kept = []
    for note in topic.notes:
        finding = note.finding
        wanted = finding.kind == "ledger"
        if finding.severity == "info" and finding.status not in ("inconsistent", "suspicious") and not wanted:
            continue
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
        if seen[finding.rule] <= (ASKED_SHOWN if wanted else OF_ONE_RULE):
            kept.append(note)
    return tuple(kept)


def clusters(notes: Sequence[Note]) -> tuple[Cluster, ...]:
    """Notes by rule, status and severity, in the order of the first of each."""
    grouped: dict[tuple[str, str, str], list[Note]] = {}
    for note in notes:
        finding = note.finding
        grouped.setdefault((finding.rule, finding.status, finding.severity), []).append(note)
    return tuple(Cluster(key[0], tuple(group)) for key, group in grouped.items())


def placed(note: Note, text: str) -> list[tuple[Excerpt, str]]:
    """The passages of a note, with the heading path at the one in which its finding begins, '' at the others."""
    start, place = note.finding.start, note.finding.place
    found = excerpts(note, text)
    home = next((at for at, e in enumerate(found) if start is not None and e.start <= start < e.start + len(e.text)), None)
    return [(excerpt, place if at == home else "") for at, excerpt in enumerate(found)]


def repeated(note: Note) -> bool:
    """True where the message quotes what the note points to: the place is enough then."""
    quote = "".join(note.finding.quote.split())
    return note.relation is None and bool(quote) and quote in "".join(note.finding.message.split())


def excerpts(note: Note, text: str) -> tuple[Excerpt, ...]:
    """Where in `text` a note points to: one passage, or several where its figures stand far apart; none for something absent."""
    finding = note.finding
    if note.relation is not None and note.relation.parts:
        return quoted(text, [(part.start, part.end) for part in note.relation.parts])
    if finding.start is None or finding.end is None:
        return ()
    found = quoted(text, [(finding.start, finding.end)], whole=note.claim is not None)
    if finding.kind != "privacy":
        return found
    return tuple(each._replace(pieces=tuple(piece._replace(text=veiled(piece.text)) for piece in each.pieces)) for each in found)
