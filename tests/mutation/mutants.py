"""What an operator is: a pure function of a report, a place in it and a seed, and the finding its change must cause."""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from linter.engine import Judgement
from tests.mutation.edits import Edit, applied
from tests.mutation.places import MutableReport

Span = tuple[int, int]

# what a relation that cannot be decided by the text alone is still told as
DECIDED = ("inconsistent",)
RAISED = ("inconsistent", "suspicious", "found")


class Case(NamedTuple):
    """A report and how it is judged before anything is changed."""

    report: MutableReport
    judgement: Judgement


class Mutant(NamedTuple):
    """One change of one report. Spans are offsets into the unchanged text.

    expected   rule ids or prefixes, any of which is the right finding
    places     the finding touches one of them; none: it stands nowhere (something is absent)
    statuses   the finding has one of them; none: any
    affects    text that was taken out or lost its evidence: what the report says of duties that stood there may change
    loses      items that lost evidence by it, or were joined: claims in them may stand unsupported now
    allows     rule ids or prefixes of findings that the same change explains besides
    """

    operator: str
    report: str
    edits: tuple[Edit, ...]
    expected: tuple[str, ...]
    places: tuple[Span, ...] = ()
    statuses: tuple[str, ...] = ()
    affects: tuple[Span, ...] = ()
    loses: tuple[Span, ...] = ()
    allows: tuple[str, ...] = ()
    stage: str | None = None

    def text(self, report: MutableReport) -> str:
        return applied(report.text, self.edits)


class Operator(NamedTuple):
    """`make` returns None where the seed leads to no change that is decidable."""

    name: str
    title: str
    make: Callable[[Case, Random], Mutant | None]


def item_of(case: Case, start: int, end: int) -> Span:
    """The smallest item of the unchanged report that holds a span; its line where none does."""
    context, text = case.judgement.context, case.report.text
    items = (context.document.view.span(i.start, i.end) for i in context.outline.items if not i.is_heading and i.end > i.start)
    holding = [(s.start, s.end) for s in items if s.start <= start and end <= s.end]
    if holding:
        return min(holding, key=lambda s: s[1] - s[0])
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)


OPERATORS: dict[str, Operator] = {}


def operator(name: str, title: str) -> Callable[[Callable[[Case, Random], Mutant | None]], Callable[[Case, Random], Mutant | None]]:
    """Registers a function as the operator `name`; `title` says what it changes."""

    def register(make: Callable[[Case, Random], Mutant | None]) -> Callable[[Case, Random], Mutant | None]:
        if name in OPERATORS:
            raise ValueError(f"operator registered twice: {name}")
        OPERATORS[name] = Operator(name, title, make)
        return make

    return register


def mutants(op: Operator, cases: Sequence[Case], count: int, seed: int = 20240301) -> list[Mutant]:
    """`count` different mutants of one operator, the reports taking turns; fewer where there are no more."""
    out: list[Mutant] = []
    seen: set[tuple[str, tuple[Edit, ...], str | None]] = set()
    for number in range(count * 30):
        if len(out) == count:
            break
        case = cases[number % len(cases)]
        mutant = op.make(case, Random(f"{seed}/{op.name}/{number}"))
        if mutant is None:
            continue
        mutant = mutant._replace(edits=tuple(sorted(mutant.edits)))
        key = (mutant.report, mutant.edits, mutant.stage)
        if key not in seen and mutant.text(case.report) != case.report.text:
            seen.add(key)
            out.append(mutant)
    return out
