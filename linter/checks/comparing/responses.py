"""Which shortcomings no item of next year's plan answers.

A shortcoming is looked for by its subject (`topics` of the rule: words of the problem, words of any answer to it), and
where the rule knows no subject by its content words. Anything in the plan that takes the subject up is an answer, be it
ever so general: only silence is remarked on.
"""

from collections.abc import Iterable
from typing import Any

from linter.checks.comparing.kinship import kinship
from linter.checks.comparing.points import Point, points_of
from linter.checks.comparing.quotation import Quotation, Quoter
from linter.checks.comparing.standing import holding, parts_of, places
from linter.checks.context import Context, Found
from linter.model.rule import Rule
from linter.model.verdict import Remark

_RUN = 3  # characters of a run of rare words that make a clause and the plan kin
_READ = 100_000  # characters of a plan, and
_MOST = 100  # points of shortcomings, beyond which a text is no report and nothing more is looked for
_WORDS = 4  # content words a point must have to be looked for by them


def unanswered(rule: Rule, context: Context, found: Found) -> Iterable[Remark]:
    """At most one finding a point of the shortcomings: its first clause whose subject the plan does not take up.

    A subject of the rule's `topics` is stated by a clause that holds one of `problem`, or one of its names `denied` beside a
    word of the rule's list of that name.
    """
    plan, part = parts_of("plan", context), parts_of("shortcomings", context)
    points = points_of(context, "shortcomings") if plan and part else []
    if not points:
        return
    weak = set(holding(rule.spec["denied"], context, part))
    search = _Search(rule.spec["topics"], _by_clause(rule.spec["topics"], weak, part, context), plan, weak, context)
    quoter = Quoter(context)
    for point in points[:_MOST]:
        problem = search.open_in(point)
        if problem is None:
            continue
        clause, topic = problem
        said, heading = quoter.clause(clause), _heading(quoter, context)
        values: dict[str, Any] = {"problem": said.text, "plan": heading.text, "line": heading.line}
        if topic is None:
            yield Remark(rule, said.start, said.end, "unanswered", values)
        else:
            values |= {"topic": topic["title"]["zh"], "topic_en": topic["title"]["en"]}
            yield Remark(rule, said.start, said.end, "unanswered-topic", values)


def _heading(quoter: Quoter, context: Context) -> Quotation:
    """The heading of the first plan section; where it has none, its first clause."""
    plan = next(s for s, role in zip(context.outline.sections, context.roles, strict=True) if role == "plan")
    if plan.heading_end > plan.heading_start:
        return quoter.quote(plan.heading_start, plan.heading_end)
    return quoter.clause(context.scan.clause_at(plan.start))


def _by_clause(topics: list[dict[str, Any]], weak: set[int], part: list[tuple[int, int]], context: Context) -> dict[int, list[int]]:
    """Clause of the shortcomings → the topics it states a problem of, in the order of the rule."""
    found: dict[int, list[int]] = {}
    for number, topic in enumerate(topics):
        stated = {clause for clause, _ in places(topic["problem"], context, part)}
        stated.update(clause for clause, _ in places(topic["denied"], context, part) if clause in weak)
        for clause in stated:
            found.setdefault(clause, []).append(number)
    return found


class _Search:
    """Looks for the subjects of the shortcomings in the plan; what was found out about a topic is kept."""

    def __init__(
        self, topics: list[dict[str, Any]], by_clause: dict[int, list[int]], plan: list[tuple[int, int]], weak: set[int], context: Context
    ) -> None:
        self._topics = topics
        self._by_clause = by_clause
        self._plan = plan
        self._weak = weak
        self._context = context
        self._kin = kinship(context.lexicon)
        self._text = "\n".join(context.scan.view[start:end] for start, end in plan)[:_READ]
        self._runs: set[str] | None = None
        self._answered: dict[int, bool] = {}

    def open_in(self, point: Point) -> tuple[int, dict[str, Any] | None] | None:
        """(clause, topic) of what the plan leaves open of a point, the topic None where none is known; None where nothing is."""
        known = False
        for clause in range(point.first, point.last):
            for topic in self._by_clause.get(clause, ()):
                known = True
                if not self._takes_up(topic) and not self._shares_run(*self._context.outline.clauses[clause][:2]):
                    return clause, self._topics[topic]
        if known or not point.numbered:
            return None
        return self._unnamed(point)

    def _takes_up(self, topic: int) -> bool:
        if topic not in self._answered:
            answers = self._topics[topic]["answer"]
            self._answered[topic] = any(self._context.scan.any_in(answers, start, end) for start, end in self._plan)
        return self._answered[topic]

    def _shares_run(self, start: int, end: int) -> bool:
        if self._runs is None:
            self._runs = {self._text[i : i + _RUN] for i in range(len(self._text) - _RUN + 1)}
        return bool(self._kin.runs(self._context.scan.view[start:end], _RUN) & self._runs)

    def _unnamed(self, point: Point) -> tuple[int, None] | None:
        """A point of no known subject: open where no pair of its rare characters stands in the plan, if it has content words enough."""
        admitting = next((clause for clause in range(point.first, point.last) if clause in self._weak), None)
        segmenter = self._context.segmenter
        if admitting is None or segmenter is None or self._shares_run(point.start, point.end):
            return None
        text = self._context.scan.view[point.start : point.end]
        rare = self._kin.rare(text)
        # too little to hold four words, or a word of it may stand in the plan: jieba need not be asked
        if sum(map(len, rare)) < 2 * _WORDS or any(run[i : i + 2] in self._text for run in rare for i in range(len(run) - 1)):
            return None
        return (admitting, None) if len(self._kin.words(text, segmenter)) >= _WORDS else None
