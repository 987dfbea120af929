"""What reviews say, as tables: scores before and after, how often each rule was overturned, whether reviewers agree, what does not apply any more."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from linter.portfolio.naming import short
from linter.portfolio.review.conclusions import MACHINE, UNDECIDED
from linter.portfolio.review.proportions import proportion
from linter.portfolio.review.rescoring import rescored
from linter.portfolio.review.selection import Row, stratum
from linter.portfolio.review.standing import Held, Standing, Verdict, standing
from linter.portfolio.review.taking import Taken
from linter.portfolio.scope import Scope, left_out
from linter.portfolio.table import Cell, Table, Term, columns, single, term
from linter.portfolio.views.entries import labels

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_SHARES = ("rows:number", "overturned:number", "overturned-share:percent", "precision:percent", "low:percent", "high:percent")


def exported(drawn: Sequence[Row], there: Mapping[str | None, int], spots: int, connection: Connection, scope: Scope, words: "Catalogue") -> Table:
    """What a sheet holds: of each level the rows there are and those on the sheet. `spots` of them have a passage."""
    own = Counter(row.level for row in drawn)
    reports = {level: len({row.report for row in drawn if row.level == level}) for level in there}
    rows = tuple((_level(words, level), number, own[level], reports[level]) for level, number in there.items())
    notes = [words("export.passages", rows=len(drawn), spots=spots)] if drawn else [words("export.none")]
    return Table("export", words("export"), columns(words, "level", "selected:number", "rows:number", "reports:number"), rows, (*notes, *_left(connection, scope, words)))


def taken(done: Taken, words: "Catalogue") -> list[Table]:
    """What became of the rows of a sheet, and the rows that were not taken."""
    numbers = (("added", done.added), ("changed", done.changed), ("same", done.same), ("empty", done.empty), ("faults", len(done.faults)))
    notes = () if done.written else (words("import.nothing"),)
    tables = [single("import", words("import"), words, "import", numbers, notes)]
    if done.faults:
        rows = tuple((fault.number, Term(_said(fault.what, fault.detail, words), fault.what)) for fault in done.faults)
        tables.append(Table("faults", words("faults"), columns(words, "number:number", "fault"), rows))
    return tables


def _said(what: str, detail: str, words: "Catalogue") -> str:
    return words(f"fault.{what}", detail=words.term("status", detail) if what == "machine" else detail)


def shown(connection: Connection, scope: Scope, rules: Sequence[str], words: "Catalogue") -> list[Table]:
    """Everything about the reviews of a scope; the first table is the sum, the others are left out where they have no row."""
    state = standing(connection, scope, rules)
    held = [verdict for verdict in state.verdicts if verdict.settled is not None]
    decided = [verdict for verdict in held if verdict.own.machine != UNDECIDED]
    tables = [
        _sum(state, held, decided, connection, scope, words),
        _scores(connection, scope, held, words),
        _by_rule(decided, words),
        _shares("statuses", ("machine:status",), decided, lambda own: MACHINE.index(own.machine), lambda own: (own.machine,), words),
        _shares("levels", ("level",), decided, lambda own: stratum(own.level), lambda own: (_level(words, own.level),), words),
        _pairs(state.verdicts, words),
        _disputed(state.verdicts, words),
        _lapsed(state.lapsed, words),
    ]
    return [table for at, table in enumerate(tables) if at == 0 or table.rows]


def _sum(state: Standing, held: Sequence[Verdict], decided: Sequence[Verdict], connection: Connection, scope: Scope, words: "Catalogue") -> Table:
    overturned = sum(verdict.overturned for verdict in held)
    numbers = (
        ("rows", len(state.verdicts)), ("upheld", len(decided) - overturned), ("overturned", overturned), ("decided", len(held) - len(decided)),
        ("disputed", len(state.verdicts) - len(held)), ("lapsed", len(state.lapsed)), ("carried", sum(each.carried for verdict in state.verdicts for each in verdict.reviews)),
    )  # fmt: skip
    notes = [] if state.verdicts or state.lapsed else [words("show.none")]
    if decided:
        notes += [words("show.interval"), words("show.sample")]
    if state.beyond:
        notes.append(words("show.beyond", number=state.beyond))
    return single("reviews", words("show"), words, "show", numbers, (*notes, *_left(connection, scope, words)))


def _left(connection: Connection, scope: Scope, words: "Catalogue") -> list[str]:
    """What the scope does not take in, by reason."""
    gone = left_out(connection, scope)
    told = [words(f"left.{name}", number=number) for name, number in gone._asdict().items() if number]
    return [words("left", told=words("left.join").join(told))] if told else []


def _scores(connection: Connection, scope: Scope, held: Sequence[Verdict], words: "Catalogue") -> Table:
    """One row a report that was reviewed; those whose score changes most first."""
    own: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in held:
        own[verdict.own.report].append(verdict)
    totals = rescored(connection, scope.rulebook, {id: {verdict.own.rule_id: verdict.settled or "" for verdict in verdicts} for id, verdicts in own.items()})
    called = labels(connection)
    rows = []
    for id, verdicts in own.items():
        first, total = verdicts[0].own, totals[id]
        change = total.after - total.before if total.before is not None and total.after is not None else None
        cells: tuple[Cell, ...] = (
            called.of(first.unit, first.parent), first.parent, first.year, _level(words, first.level), len(verdicts), sum(verdict.overturned for verdict in verdicts), total.before, total.after, change, short(first.sha256),
        )  # fmt: skip
        rows.append((change is None, -abs(change or 0), first.parent, first.unit, first.year, first.sha256, cells))
    heads = columns(words, "unit", "parent-", "year:number", "level", "rows:number", "overturned:number", "before:score", "after:score", "change:change", "report-")
    opaque = sum(not total.rebuilt for total in totals.values())
    return Table("scores", words("scores"), heads, tuple(row[-1] for row in sorted(rows, key=lambda row: row[:-1])), (words("scores.opaque", number=opaque),) if opaque else ())


def _by_rule(decided: Iterable[Verdict], words: "Catalogue") -> Table:
    """Those most often overturned first."""
    table = _shares("rules", ("duty", "rule"), decided, lambda own: (own.number, own.rule), lambda own: (words.pick(own.title_zh, own.title_en), own.rule), words)
    at = [column.key for column in table.columns].index("overturned")

    def times(row: tuple[Cell, ...]) -> int:
        overturned = row[at]
        return overturned if isinstance(overturned, int) else 0

    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: -times(row))))


def _shares(
    name: str, heads: tuple[str, ...], decided: Iterable[Verdict], key: Callable[[Held], Any], cells: Callable[[Held], tuple[Cell, ...]], words: "Catalogue"
) -> Table:
    """How many of the verdicts of each kind were overturned, in the order of the keys; precision is the share that was not, with its interval."""
    groups: dict[Any, list[Verdict]] = defaultdict(list)
    for verdict in decided:
        groups[key(verdict.own)].append(verdict)
    rows: list[tuple[Cell, ...]] = []
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        right = proportion(sum(not verdict.overturned for verdict in group), len(group))
        rows.append((*cells(group[0].own), right.whole, right.whole - right.part, 1 - right.share, right.share, right.low, right.high))
    return Table(name, words(f"shares.{name}"), columns(words, *heads, *_SHARES), tuple(rows))


def _pairs(verdicts: Iterable[Verdict], words: "Catalogue") -> Table:
    """Of each two reviewers how many verdicts both reviewed, and on how many they agree."""
    both: Counter[tuple[str, str]] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    for verdict in verdicts:
        for one, other in combinations(sorted(verdict.reviews, key=lambda held: held.reviewer), 2):
            pair = (one.reviewer, other.reviewer)
            both[pair] += 1
            alike[pair] += one.reviewed == other.reviewed
    shares = {pair: proportion(alike[pair], number) for pair, number in both.items()}
    rows = tuple((*pair, each.whole, each.part, each.share, each.low, each.high) for pair, each in sorted(shares.items()))
    return Table("agreement", words("agreement"), columns(words, "reviewer", "other", "rows:number", "agreed:number", "agreed-share:percent", "low:percent", "high:percent"), rows)


def _disputed(verdicts: Iterable[Verdict], words: "Catalogue") -> Table:
    """The verdicts that reviewers do not agree on: a row for each reviewer."""
    rows = tuple(
        (*_where(held, words), held.machine, held.reviewed, held.reviewer, held.reason)
        for verdict in verdicts
        if len({held.reviewed for held in verdict.reviews}) > 1
        for held in verdict.reviews
    )
    notes = (words("disputed.note"),) if rows else ()
    return Table("disputed", words("disputed"), columns(words, *_WHERE, "machine:status", "conclusion:status", "reviewer", "reason"), rows, notes)


def _lapsed(lapsed: Iterable[Held], words: "Catalogue") -> Table:
    """Reviews of something that the machine does not conclude any more, and whether it came to what the reviewer said."""
    rows = tuple(
        (*_where(held, words), held.machine, held.reviewed, held.now, term(words, "met", "yes" if held.now == held.reviewed else "no"), held.reviewer, held.at) for held in lapsed
    )
    notes = (words("lapsed.note"),) if rows else ()
    return Table("lapsed", words("lapsed"), columns(words, *_WHERE, "machine:status", "conclusion:status", "now:status", "met", "reviewer", "at"), rows, notes)


_WHERE = ("unit", "parent", "year:number", "duty", "rule")


def _where(held: Held, words: "Catalogue") -> tuple[Cell, ...]:
    return held.unit, held.parent, held.year, words.pick(held.title_zh, held.title_en), held.rule


def _level(words: "Catalogue", level: str | None) -> Term:
    return Term(words.term("level", level), level) if level else Term(words("level.none"), "unknown")
