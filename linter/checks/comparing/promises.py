"""Last year's arrangements held against this year's results: of which nothing is said, and which fell short of their figure."""

from collections.abc import Iterable

from linter.checks.comparing.amounts import Amount, amounts_of
from linter.checks.comparing.kinship import Kinship, kinship
from linter.checks.comparing.points import points_of
from linter.checks.comparing.quotation import Quotation, Quoter
from linter.checks.comparing.standing import parts_of, places
from linter.checks.context import Context, Found
from linter.model.outline import IN_PLACE
from linter.model.rule import Rule
from linter.model.verdict import Remark

_WORDS = 2  # content words that a clause must have to be looked for
_READ = 200_000  # characters of results that are searched
_POINTS = 60  # arrangements that are looked for
_SHORTEST = 6  # characters of a clause that is more than an idiom (动真碰硬)
_RUN = 4  # characters of a run of rare words that stands for a whole clause
# whether a duty of this status is reported; one that does not apply or wants a person's eye tells nothing
_TOLD = {"evidenced": True, "mentioned": True, "absent": False, "planned": False}
_NEAR = 8  # characters before a figure in which 不少于 makes it a target


def unreported(rule: Rule, context: Context, previous: Context | None, found: Found) -> Iterable[Remark]:
    """What last year's plan arranged and this year's results say nothing of, at the heading of the results.

    An arrangement is taken up by a clause of it where the results report the duty that the clause names, hold half of its
    content words in one item, or a run of its rare words. One finding for each arrangement of which no clause is taken up, or
    of which clauses are left whose duty was not found or whose words are unheard of. A target (不少于260卷) that the results state lower gives one at the figure.
    """
    items = _items(context)
    if previous is None or not items:
        return
    search = _Search(rule, context, previous, items, found)
    older, heading = Quoter(previous), _heading(context)
    start, end = (heading.start, heading.end) if heading else (None, None)
    for point in points_of(previous, "plan")[:_POINTS]:
        asked = [clause for clause in range(point.first, point.last) if search.asks(clause)]
        missed = [clause for clause in asked if not search.told(clause)]
        if len(missed) < len(asked):
            missed = [clause for clause in asked if (clause in missed and clause in search.duties) or search.unheard(clause)]
        if missed:
            plan = older.clause(missed[0])
            values = {"plan": plan.text, "line": plan.line, "count": len(missed), "identity": plan.text}
            yield Remark(rule, start, end, "unreported" if len(missed) == 1 else "unreported-more", values)
    yield from _short(rule, context, previous, search)


def _items(context: Context) -> list[str]:
    """The texts of the units that report something, as far as a report goes."""
    found, size = [], 0
    for item in context.outline.items:
        if context.roles[item.section] in IN_PLACE and size < _READ:
            found.append(context.scan.view[item.start : item.end])
            size += item.end - item.start
    return found


class _Search:
    """Looks for the clauses of last year's plan among this year's results: by the duties they name, then by their words.

    `duties` holds the clauses that name a duty, and whether this year's results report one of these.
    """

    def __init__(self, rule: Rule, context: Context, previous: Context, items: list[str], found: Found) -> None:
        self._kin: Kinship = kinship(context.lexicon)
        self._segmenter = context.segmenter
        self._previous = previous
        self._items = items
        self._runs = {text[i : i + _RUN] for text in items for i in range(len(text) - _RUN + 1)}
        self._slogans = rule.spec["slogans"]
        self._words: dict[int, list[str]] = {}
        self._holders: dict[str, frozenset[int]] = {}
        plan = parts_of("plan", previous)
        self.duties: dict[int, bool] = {}
        for verdict in found.verdicts:
            if verdict.rule.check == "coverage" and verdict.status in _TOLD:
                for clause, _ in places(verdict.rule.spec["any"], previous, plan):
                    self.duties[clause] = self.duties.get(clause, False) or _TOLD[verdict.status]

    def _text(self, clause: int) -> str:
        own = self._previous.outline.clauses[clause]
        return self._previous.scan.view[own.start : own.end]

    def words(self, clause: int) -> list[str]:
        """The content words of a clause of last year's report."""
        if clause not in self._words:
            self._words[clause] = list(self._kin.words(self._text(clause), self._segmenter)) if self._segmenter else []
        return self._words[clause]

    def asks(self, clause: int) -> bool:
        """True for a clause that arranges something of its own: it names a duty or holds content words, and is no slogan."""
        text = self._text(clause)
        if any(word in text for word in self._slogans):
            return False
        return clause in self.duties or len(self.words(clause)) >= _WORDS

    def told(self, clause: int) -> bool:
        """True where the results take a clause up."""
        if self.duties.get(clause) or self._kin.runs(self._text(clause), _RUN) & self._runs:
            return True
        words = self.words(clause)
        votes: dict[int, int] = {}
        for word in words:
            for item in self._held_by(word):
                votes[item] = votes.get(item, 0) + 1
        return max(votes.values(), default=0) >= max(_WORDS, (len(words) + 1) // 2)

    def unheard(self, clause: int) -> bool:
        """True where two content words and half of them all stand nowhere among the results: no rewording of the clause is there."""
        words = self.words(clause)
        if len(self._text(clause).rstrip(",;。\n")) < _SHORTEST:
            return False
        absent = sum(not self._held_by(word) for word in words)
        return absent >= _WORDS and 2 * absent >= len(words)

    def _held_by(self, word: str) -> frozenset[int]:
        if word not in self._holders:
            self._holders[word] = frozenset(number for number, text in enumerate(self._items) if word in text)
        return self._holders[word]


def _heading(context: Context) -> Quotation | None:
    """The heading of the results; None where they have none."""
    for section, role in zip(context.outline.sections, context.roles, strict=True):
        if role == "achievements" and section.heading_end > section.heading_start:
            return Quoter(context).quote(section.heading_start, section.heading_end)
    return None


def _short(rule: Rule, context: Context, previous: Context, search: _Search) -> Iterable[Remark]:
    """Targets of last year's plan, and the highest figure of the same thing and unit where none reaches them."""
    targets = [a for a in amounts_of(previous, frozenset({"plan"})) if _is_target(a, rule, previous)]
    if not targets:
        return
    by_unit: dict[str, list[Amount]] = {}
    for amount in amounts_of(context):
        by_unit.setdefault(amount.unit, []).append(amount)
    quoter, older = Quoter(context), Quoter(previous)
    view, clauses = context.scan.view, context.outline.clauses
    for target in targets[:_POINTS]:
        words = search.words(target.clause)
        if len(words) < _WORDS:
            continue
        same = [
            amount
            for amount in by_unit.get(target.unit, ())
            if all(word in view[clauses[amount.clause].start : clauses[amount.clause].end] for word in words)
        ]
        best = max(same, key=lambda amount: (amount.value + amount.more, -amount.start), default=None)
        if best is None or best.value + best.slack + best.more >= target.value:
            continue
        said, aim = quoter.clause(best.clause, best.start, best.end), older.clause(target.clause, target.start, target.end)
        yield Remark(rule, said.start, said.end, "short", {"plan": aim.text, "line": aim.line, "now": quoter.quote(best.start, best.end).text})


def _is_target(amount: Amount, rule: Rule, previous: Context) -> bool:
    view = previous.scan.view
    before, behind = view[max(0, amount.start - _NEAR) : amount.start], view[amount.end : amount.end + 2]
    return behind == "以上" or any(word in before for word in rule.spec["floors"])
