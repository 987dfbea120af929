"""The text of a report beside what was found in it, as rows for beside.html.j2: words with marks on the left, notes on the right.

Marked are findings only. Duties that are in order and figures that hold have hundreds of passages in a good report: underlining
them would leave nothing plain, so they are counted in a fold beside the line in which they begin.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.model.result import Report, Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output.cards import Card, cards, renumbered
from linter.output.catalogue import Catalogue
from linter.output.proof import Line, Stretch, proof

REPORTS_SHOWN = 10  # a page of more leaves the texts out: each adds about a third to what a report takes
MARKS = ("gap", "figure", "claim", "issue")  # each with a line of its own under the words
_LONG = 220  # characters of a line that is parted at the ends of sentences, so that notes stand near their words
_LEAST = 110  # characters of such a part
_OPEN = 5  # so many absent duties are listed without a fold
_STOP = re.compile("(?<=[。；！？])")
_GRAVER = {severity: at for at, severity in enumerate(SEVERITIES)}


class Piece(NamedTuple):
    """Words under the same mark; `mark` and `severity` are '' for plain ones. `opens` are the numbers of the notes that begin here."""

    text: str
    mark: str
    severity: str
    heading: bool
    opens: tuple[int, ...] = ()


class Gathered(NamedTuple):
    """`times` cards of one status told together, as (title of their group, cards); `open` where they are few."""

    word: str
    status: str
    times: int
    groups: tuple[tuple[str, tuple[Card, ...]], ...]
    open: bool


class Row(NamedTuple):
    """A line, or the part of a long one. `number` is None where the part goes on; `tag` is the element of its words."""

    number: int | None
    fragment: str
    kind: str
    tag: str
    pieces: tuple[Piece, ...]
    notes: tuple[Card, ...]
    absent: tuple[Gathered, ...]
    fine: tuple[Gathered, ...]


class Beside(NamedTuple):
    """Everything of the section. `kinds` are the marks in use; `nowhere` are findings that belong to no line."""

    key: str
    rows: tuple[Row, ...]
    kinds: tuple[str, ...]
    marked: int
    nowhere: tuple[Gathered, ...]
    lines: tuple[tuple[int, str], ...]  # where each line begins, and its fragment
    marks: dict[str, str]  # fingerprint → fragment of its mark


class Anchors:
    """The fragments of one report's panel: where its entries stand, and where they lead to in the text, if that is on the page."""

    def __init__(self, key: str, text: Beside | None) -> None:
        self._key = key
        self._lines = text.lines if text else ()
        self._marks = text.marks if text else {}
        self._entered: set[str] = set()

    def line(self, start: int | None) -> str:
        """The fragment of the line that holds the canonical offset `start`; '' where there is none."""
        at = bisect_right(self._lines, (start, "\uffff")) - 1 if start is not None else -1
        return self._lines[at][1] if at >= 0 else ""

    def place(self, finding: Finding) -> str:
        """The fragment of the words that `finding` is about, else of its line; '' where it belongs nowhere."""
        return self._marks.get(finding.fingerprint) or self.line(finding.start)

    def entry(self, finding: Finding) -> str:
        """The fragment under which the full entry of `finding` can be reached, '' for one that is taken: a page has each once."""
        own = entry(self._key, finding.fingerprint)
        if own in self._entered:
            return ""
        self._entered.add(own)
        return own


def entry(key: str, fingerprint: str) -> str:
    """The fragment of the full entry of a finding in the report `key`."""
    return f"{key}-f-" + "".join(char if char.isalnum() else "-" for char in fingerprint)


def beside(run: Run, report: Report, rulebook: Rulebook, words: Catalogue, *, key: str, level: int, min_severity: str) -> Beside:
    """The section of one report. `key` begins its fragments, `level` is that of the headings of its text.

    Findings below `min_severity` are left out; those that a waiver covers or a baseline knows stay, named as such.
    """
    limit = _GRAVER[min_severity]
    told = renumbered([card for card in cards(run, report, rulebook, words) if not card.fingerprint or _GRAVER[card.severity] <= limit])
    lines = proof(report, told, veil=True)
    title = report.document.view.span(*report.outline.title).start if report.outline.title else -1
    rows: list[Row] = []
    starts: list[tuple[int, str]] = []
    used: set[str] = set()
    depth = 0
    for line in lines:
        if not line.stretches:
            continue
        fragment = f"{key}-l{line.number}"
        starts.append((line.stretches[0].start, fragment))
        tag, kind = "p", line.kind
        if line.kind == "heading":
            depth = min(line.level or 1, depth + 1)  # a page may not skip a level, a report does
            tag = f"h{min(level + depth - 1, 6)}"
            kind = "title" if any(part.start <= title < part.start + len(part.text) for part in line.stretches) else kind
        rows += _rows(line, told, fragment if fragment not in used else "", kind, tag, words)
        used.add(fragment)
    here = [card for card in told if card.number]
    return Beside(
        key,
        tuple(rows),
        tuple(mark for mark in MARKS if any(_mark(card) == mark for card in here)),
        len(here),
        _gathered([card for card in told if card.fingerprint and not card.passages and (card.target is None or not rows)], words),
        tuple(starts),
        {card.fingerprint: f"{key}-m{card.number}" for card in reversed(here)},
    )


def _mark(card: Card) -> str:
    if card.tab == "gaps":
        return "gap"
    return {"figures": "figure", "claims": "claim"}.get(card.group, "issue")


def _rows(line: Line, told: Sequence[Card], fragment: str, kind: str, tag: str, words: Catalogue) -> list[Row]:
    """The row of a line; several where it is long and something stands beside it."""
    belong = [told[at] for at in line.targets if told[at].fingerprint]
    absent = _gathered([card for card in belong if card.tab == "gaps"], words)
    loose = [card for card in belong if card.tab != "gaps"]
    parts = _parts(line.stretches) if any(told[at].fingerprint for each in line.stretches for at in each.opens) else [list(line.stretches)]
    rows = []
    for number, part in enumerate(parts):
        opened = [told[at] for stretch in part for at in stretch.opens]
        notes = [card for card in opened if card.number] + (loose if number == 0 else [])
        fine = _gathered([card for card in opened if not card.fingerprint], words)
        pieces = _pieces(part, told)
        first = number == 0
        rows.append(Row(line.number if first else None, fragment if first else "", kind, tag, pieces, tuple(notes), absent if first else (), fine))
    return rows


def _parts(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """A long line parted behind ends of sentences; one that is not long, whole."""
    whole = list(stretches)
    if sum(len(each.text) for each in whole) <= _LONG:
        return [whole]
    out: list[list[Stretch]] = [[]]
    size = 0
    for stretch in whole:
        opens = stretch.opens
        for sentence in filter(None, _STOP.split(stretch.text)):
            if size >= _LEAST and out[-1][-1].text[-1] in "。；！？":
                out.append([])
                size = 0
            out[-1].append(stretch._replace(text=sentence, opens=opens))
            opens = ()
            size += len(sentence)
    if size < _LEAST // 2 and len(out) > 1:
        out[-2:] = [out[-2] + out[-1]]
    return out


def _pieces(stretches: Iterable[Stretch], told: Sequence[Card]) -> tuple[Piece, ...]:
    """Stretches as the page shows them: the gravest finding gives the mark, neighbours that look the same are one."""
    out: list[Piece] = []
    for stretch in stretches:
        over = [told[at] for at in stretch.cards if told[at].fingerprint]
        worst = min(over, key=lambda card: (_GRAVER[card.severity], MARKS.index(_mark(card))), default=None)
        opens = tuple(told[at].number for at in stretch.opens if told[at].number)
        piece = Piece(stretch.text, _mark(worst) if worst else "", worst.severity if worst else "", stretch.heading, opens)
        if out and not opens and out[-1][1:4] == piece[1:4]:
            out[-1] = out[-1]._replace(text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return tuple(out)


def _gathered(some: Iterable[Card], words: Catalogue) -> tuple[Gathered, ...]:
    """Cards by the word of their status, within it by group."""
    by_word: dict[tuple[str, str], dict[str, list[Card]]] = {}
    for card in some:
        by_word.setdefault((card.word, card.status), {}).setdefault(card.heading, []).append(card)
    out = []
    for (word, status), groups in by_word.items():
        count = sum(map(len, groups.values()))
        out.append(Gathered(word, status, count, tuple((heading, tuple(group)) for heading, group in groups.items()), count <= _OPEN))
    return tuple(out)
