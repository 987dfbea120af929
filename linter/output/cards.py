"""What a report is told, as cards beside its text: gaps, issues, figures and what is in order, each with the words it is about.

The workbench and the web page show the same cards; `proof` puts their passages into the text.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from linter.model.digest import sha256_of
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.model.verdict import Finding, Relation, Verdict
from linter.output.catalogue import Catalogue
from linter.output.digest import OBLIGATION_KINDS, Digest, digest, dimension_of, listed, reason_of, statutory
from linter.output.finding import basis_of, gain_words, quote_of, rule_title, sentence_of, where
from linter.output.law import citations
from linter.output.topics import Note, settled, topics, verdict_of

TABS = ("gaps", "issues", "figures", "passed")


class Passage(NamedTuple):
    """Words of the report that a card is about, as a canonical span. `kind` is that of an evidence, or `said`."""

    start: int
    end: int
    kind: str = "said"


class Card(NamedTuple):
    """One thing told of a report.

    `key` is the same after the report was changed elsewhere. `number` counts the findings with passages in the order of the text, 0
    for what has no passage or asks for nothing. `target` is the canonical offset to jump to: the first passage, or the heading under
    which something absent belongs.
    """

    key: str
    number: int
    tab: str  # one of TABS
    group: str  # a dimension, or one of topics.TOPICS
    heading: str  # the group in words
    severity: str  # '' for what is in order
    status: str
    word: str  # the status in words
    title: str
    rule: str
    message: str
    advice: str
    place: str
    quote: str
    basis: str
    calculation: str
    points: Fraction | None  # what mending it would gain
    gain: str  # the same in words
    passages: tuple[Passage, ...]
    target: int | None
    fingerprint: str  # of the finding, '' where there is none
    waiver: str | None
    known: str | None

    @property
    def is_open(self) -> bool:
        """True for a finding that no waiver covers and no baseline knows."""
        return bool(self.fingerprint) and self.waiver is None and self.known is None


def cards(run: Run, report: Report, rulebook: Rulebook, words: Catalogue) -> tuple[Card, ...]:
    """The cards of a report by tab, in each the graver first."""
    each = digest(run, report, rulebook, words)
    return renumbered(_keyed([*_gaps(each, rulebook, words), *_notes(each, rulebook, words), *_settled(each, words), *_passed(each, rulebook, words)]))


def renumbered(some: Sequence[Card]) -> tuple[Card, ...]:
    """`some` of the cards of one report, numbered in the order of the text. Only findings count: a number asks for a reader's eye."""
    marked = sorted((card.passages[0].start, at) for at, card in enumerate(some) if card.passages and card.fingerprint)
    numbers = {at: number for number, (_, at) in enumerate(marked, 1)}
    return tuple(card._replace(number=numbers.get(at, 0)) for at, card in enumerate(some))


def _keyed(made: list[Card]) -> list[Card]:
    """Keys made unique: of the same thing said twice, the second in the text is -2."""
    taken = {card.key for card in made}
    times: dict[str, int] = {}
    keys: dict[int, str] = {}
    for at, card in sorted(enumerate(made), key=lambda pair: (pair[1].target if pair[1].target is not None else -1, pair[0])):
        keys[at] = key = card.key
        if key in times:
            while key in taken:
                times[card.key] += 1
                key = f"{card.key}-{times[card.key]}"
            taken.add(key)
            keys[at] = key
        times.setdefault(card.key, 1)
    return [card._replace(key=keys[at]) for at, card in enumerate(made)]


def _of_finding(finding: Finding, each: Digest, rulebook: Rulebook, words: Catalogue) -> Card:
    gains = {g.rule: g.points for g in each.report.score.gains} if each.report.score else {}
    points = gains.get(finding.rule) if finding.kind in OBLIGATION_KINDS else None
    word = words.term("status", finding.status)
    return Card(
        key=finding.fingerprint.replace(":", "-"),
        number=0,
        tab="gaps",
        group="",
        heading="",
        severity=finding.severity,
        status=finding.status,
        word=word,
        title=rule_title(finding.rule, each, words),
        rule=finding.rule,
        message=sentence_of(finding, each, words, status=word),
        advice=finding.advice,
        place=where(finding, each, words),
        quote=quote_of(finding, each),
        basis=basis_of(finding, each, rulebook, words),
        calculation="",
        points=points,
        gain=gain_words(points, words) if points is not None else "",
        passages=(),
        target=finding.start,
        fingerprint=finding.fingerprint,
        waiver=finding.waiver,
        known=finding.known_since,
    )


def _gaps(each: Digest, rulebook: Rulebook, words: Catalogue) -> list[Card]:
    """Duties that are absent, only planned, merely mentioned, or for a person to decide."""
    verdicts = {v.rule.id: v for v in each.report.verdicts}
    titles = {chapter.id: chapter.title for chapter in each.chapters}
    out = []
    # what the law names as a part of the report comes first, as on every other page
    for finding in sorted(listed(each.report, "info"), key=lambda finding: not statutory(finding)):
        if finding.kind not in OBLIGATION_KINDS:
            continue
        group = dimension_of(finding.rule, each.scheme)
        passages = _spoken(verdicts.get(finding.rule))
        card = _of_finding(finding, each, rulebook, words)
        out.append(
            card._replace(
                group=group, heading=titles.get(group, group), passages=passages, target=passages[0].start if passages else finding.start
            )
        )
    return out


def _spoken(verdict: Verdict | None) -> tuple[Passage, ...]:
    """Where the report speaks of a duty, and what backs it there."""
    found: dict[Passage, None] = {}
    for passage in verdict.passages if verdict else ():
        found[Passage(passage.start, passage.end)] = None
        found.update((Passage(proof.start, proof.end, proof.kind), None) for proof in passage.evidence)
    return tuple(each for each in found if each.end > each.start)


def _notes(each: Digest, rulebook: Rulebook, words: Catalogue) -> list[Card]:
    """What was found beside the duties: issues by topic, and figures that want a look."""
    out = []
    for topic in topics(each.report, listed(each.report, "info")):
        for note in topic.notes:
            passages = _places(note)
            calculation = note.relation.calculation if note.relation else ""
            card = _of_finding(note.finding, each, rulebook, words)
            word = words.term("support" if note.claim else "status", card.status)
            out.append(
                card._replace(
                    tab="figures" if topic.id == "figures" else "issues",
                    group=topic.id,
                    heading=words("topic." + topic.id),
                    word=word,
                    message=sentence_of(note.finding, each, words, status=word, calculation=calculation),
                    calculation=calculation,
                    passages=passages,
                    target=passages[0].start if passages else note.finding.start,
                )
            )
    return out


def _places(note: Note) -> tuple[Passage, ...]:
    finding = note.finding
    if note.relation is not None and (parts := _parts(note.relation)):
        return parts
    if finding.start is None or finding.end is None or finding.end <= finding.start:
        return ()
    return (Passage(finding.start, finding.end),)


def _parts(relation: Relation) -> tuple[Passage, ...]:
    return tuple(Passage(part.start, part.end) for part in sorted(relation.parts) if part.end > part.start)


def _settled(each: Digest, words: Catalogue) -> list[Card]:
    """Relations between figures that hold, or that the text cannot decide: shown so that a reader sees what was computed."""
    out = []
    for verdict, relations in settled(each.report):
        for relation in relations:
            passages = _parts(relation)
            out.append(
                _quiet(
                    key=_key_of(relation, each.report.document.text),
                    tab="figures",
                    group="figures",
                    heading=words("topic.figures"),
                    status=verdict_of(relation),
                    word=words.term("verdict", verdict),
                    title=words.term("relation", relation.kind),
                    rule=relation.rule,
                    calculation=relation.calculation,
                    passages=passages,
                )
            )
    return out


def _key_of(relation: Relation, text: str) -> str:
    """Sixteen hex digits from what was computed of which words, as a finding's fingerprint has it: no offset, which moves."""
    parts = (f"{part.role}\0{text[part.start : part.end]}" for part in sorted(relation.parts))
    said = "\0".join((relation.rule, relation.kind, relation.calculation, *parts))
    return "settled-" + sha256_of(said.encode("utf-8", "surrogatepass"))[:16]


def _passed(each: Digest, rulebook: Rulebook, words: Catalogue) -> list[Card]:
    """Duties that are reported with evidence, and those that do not apply, by dimension."""
    told = {finding.rule for finding in each.report.findings}
    out = []
    for chapter in each.chapters:
        for entry in chapter.entries:
            verdict = entry.verdict
            if verdict.rule.id in told or verdict.status not in ("evidenced", "not-applicable"):
                continue
            out.append(
                _quiet(
                    key=verdict.rule.id,
                    tab="passed",
                    group=chapter.id,
                    heading=chapter.title,
                    status=verdict.status,
                    word=words.term("status", verdict.status),
                    title=words.pick(verdict.rule.title_zh, verdict.rule.title_en),
                    rule=verdict.rule.id,
                    message="" if verdict.status == "evidenced" else reason_of(verdict, words),
                    basis=citations(verdict.rule, rulebook, words),
                    passages=_spoken(verdict),
                )
            )
    return out


def _quiet(
    *, key: str, tab: str, group: str, heading: str, status: str, word: str, title: str, rule: str,
    message: str = "", basis: str = "", calculation: str = "", passages: tuple[Passage, ...] = (),
) -> Card:  # fmt: skip
    """A card that asks for nothing."""
    target = passages[0].start if passages else None
    return Card(
        key, 0, tab, group, heading, "", status, word, title, rule, message, "", "", "", basis, calculation, None, "",
        passages, target, "", None, None,
    )  # fmt: skip
