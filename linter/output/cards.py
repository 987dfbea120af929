"""What a report is told, as cards beside its text: gaps, issues, figures and what is in order, each with the words it is about.

The workbench and the web page show the same cards; `proof` puts their passages into the text.
"""

from fractions import Fraction
from typing import NamedTuple

from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.model.verdict import Finding, Relation, Verdict
from linter.output.catalogue import Catalogue
from linter.output.digest import OBLIGATION_KINDS, Digest, digest, dimension_of, listed, reason_of
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

    `key` is the same after the report was changed elsewhere. `number` counts the cards with passages in the order of the text, 0
    where there is none. `target` is the canonical offset to jump to: the first passage, or the heading under which something absent belongs.
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
    return _numbered([*_gaps(each, rulebook, words), *_notes(each, rulebook, words), *_settled(each, words), *_passed(each, rulebook, words)])


def _numbered(made: list[Card]) -> tuple[Card, ...]:
    """Numbers in the order of the text, over all that wants a reader's eye; keys made unique."""
    marked = sorted((card.passages[0].start, at) for at, card in enumerate(made) if card.passages and card.tab != "passed")
    numbers = {at: number for number, (_, at) in enumerate(marked, 1)}
    seen: dict[str, int] = {}
    out = []
    for at, card in enumerate(made):
        seen[card.key] = times = seen.get(card.key, 0) + 1
        out.append(card._replace(number=numbers.get(at, 0), key=card.key if times == 1 else f"{card.key}-{times}"))
    return tuple(out)


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
    for finding in listed(each.report, "info"):
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
    return tuple(found)


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
    if note.relation is not None and note.relation.parts:
        return _parts(note.relation)
    return (Passage(finding.start, finding.end),) if finding.start is not None and finding.end is not None else ()


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
                    key="-".join(map(str, (relation.kind, relation.rule, *(part.start for part in passages[:2])))),
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
