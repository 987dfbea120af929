"""Check kind `ledger`: the figures of a report against a ledger of agreed ones (`--ledger`).

`compare` says which rows are remarked on: `differs` those whose indicator the report states with another value, `missing`
those whose indicator it does not state. An indicator is found by its content words: all of them must stand in the clause of
a figure of the same unit or in the sentence and heading before it, one of them at least in the clause itself. What is found
in part only gives neither: whether the report speaks of it is for a person to say.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from linter.checks import matchers
from linter.checks.comparing.amounts import Amount, amounts_of, scaled
from linter.checks.comparing.kinship import Kinship, kinship
from linter.checks.comparing.quotation import Quoter
from linter.checks.comparing.standing import item_of
from linter.checks.context import Context, Entry, Found
from linter.checks.words import Segmenter
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule
from linter.model.verdict import Outcome, Remark

_PART = Fraction(1, 2)  # part of an indicator's words from which a figure of the same value is taken to be it
_MANY = 2000  # rows that are looked for


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data."""
    lists = {key: matchers.strings(spec.get(key, []), lexicon) for key in ("empty", "earlier")}
    return {"compare": spec["compare"], **lists, "units": [group.split("/") for group in matchers.strings(spec.get("units", []), lexicon)], "when": []}


def literals(spec: dict[str, Any]) -> list[str]:
    """Nothing is looked up: the indicators stand in another file."""
    return []


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules of this kind find in one report; nothing where there is no ledger."""
    entries = context.companions.ledger[:_MANY]
    if not entries or context.segmenter is None:
        return Outcome()
    remarks: list[Remark] = []
    for rule in rules:
        remarks.extend(_compared(rule, entries, context, context.segmenter))
    return Outcome(tuple(remarks))


class _Match(NamedTuple):
    """A figure that may state an indicator: how many of its words stand around, and how many in its own 、-segment.

    `own` is 0 where the last word, which says what of the subject is counted (受理, 审结), is not among them.
    """

    around: int
    own: int
    amount: Amount


def _compared(rule: Rule, entries: tuple[Entry, ...], context: Context, segmenter: Segmenter) -> Iterable[Remark]:
    amounts = [a for a in amounts_of(context) if not _of_another_year(a, rule, context)]
    alike: dict[str, set[str]] = {}
    for group in rule.spec["units"]:
        for each in group:
            alike.setdefault(each, set()).update(group)
    by_unit: dict[str, list[Amount]] = {}
    for amount in amounts:
        by_unit.setdefault(amount.unit, []).append(amount)
    around, kin = _Surroundings(context), kinship(context.lexicon)
    quoter = Quoter(context)
    for entry in entries:
        value, unit = scaled(Fraction(entry.value), entry.unit)
        words = _words(entry.indicator, rule.spec["empty"], segmenter)
        if not words:
            continue
        same = [a for each in sorted(alike.get(unit, {unit})) for a in by_unit.get(each, ())] if unit else amounts
        found = [m for amount in same if (m := around.match(words, amount)).own]
        stated = any(m.amount.agrees(value) and m.around >= _PART * len(words) for m in found)
        values = {"indicator": entry.indicator, "agreed": _shown(entry), "row": entry.row, "source": entry.source, "identity": entry.indicator}
        reason = "" if entry.source else "-unsourced"
        if rule.spec["compare"] == "missing":
            if not _spoken_of(words, same, around, kin) and not any(a.agrees(value) and around.alludes(entry.indicator, a) for a in same):
                yield Remark(rule, None, None, "missing" + reason, values)
            continue
        whole = [m for m in found if m.around == len(words)]
        if stated or not whole:
            continue
        top = max(m.own for m in whole)
        first, *others = [m for m in whole if m.own == top]
        if any(m.amount.value != first.amount.value for m in others):
            continue  # which of several figures the indicator means is for a person to say
        said = quoter.quote(first.amount.start, first.amount.end)
        yield Remark(rule, said.start, said.end, "differs" + reason, {**values, "stated": said.text}, status="inconsistent")


def _spoken_of(words: list[str], same: list[Amount], around: "_Surroundings", kin: Kinship) -> bool:
    """True where a figure of the unit stands near half of what sets the indicator apart."""
    apart = [word for word in words if not kin.is_common(word)] or words
    return any(around.match(apart, amount).around >= _PART * len(apart) for amount in same)


def _of_another_year(amount: Amount, rule: Rule, context: Context) -> bool:
    """True for a figure of an earlier year, given for comparison: 比2023年的3860户次下降."""
    year, view = context.profile.year, context.scan.view
    if amount.period.isdigit() and year is not None and int(amount.period) != year:
        return True
    before = view[max(context.outline.clauses[amount.clause].start, amount.start - 10) : amount.start]
    earlier = [f"{other}年" for other in range(year - 5, year)] if year is not None else []
    return any(word in before for word in (*rule.spec["earlier"], *earlier))


def _words(indicator: str, empty: list[str], segmenter: Segmenter) -> list[str]:
    """The content words of an indicator: what stands in brackets and what every indicator says (数量, 全年) left out."""
    text = matchers.folded(indicator).partition("(")[0]
    for word in sorted(empty, key=len, reverse=True):
        text = text.replace(word, "|")
    return [word for part in text.split("|") for word in segmenter.words(part) if len(word) > 1]


class _Surroundings:
    """What stands around a figure: its clause, the sentence before it with the heads of its item and those above."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts = context.lexicon.words("ledger.parts")
        self._heads: dict[int, str] = {}

    def match(self, words: list[str], amount: Amount) -> _Match:
        outline, view = self._context.outline, self._context.scan.view
        clause = outline.clauses[amount.clause]
        sentence = outline.sentences[clause.sentence]
        text = view[clause.start : clause.end]
        left = max(view.rfind("、", clause.start, amount.start), clause.start)
        right = view.find("、", amount.end, clause.end)
        segment = view[left : right if right >= 0 else clause.end]
        own = 1 + sum(word in segment for word in words) if words[-1] in text else 0
        before = view[sentence.start : amount.start]
        # a part is named by its own clause: what stands before 其中 is the whole
        part = any(mark in view[clause.start : amount.start] for mark in self._parts)
        around = text if part else before + text + self._head(item_of(amount.clause, self._context))
        return _Match(sum(word in around for word in words), own, amount)

    def alludes(self, indicator: str, amount: Amount) -> bool:
        """True where the clause of a figure holds two characters of the indicator in a row."""
        clause = self._context.outline.clauses[amount.clause]
        text = self._context.scan.view[clause.start : clause.end]
        return any(indicator[i : i + 2] in text for i in range(len(indicator) - 1))

    def _head(self, item: int) -> str:
        if item not in self._heads:
            items, view, text, at = self._context.outline.items, self._context.scan.view, "", item
            while at >= 0:
                text += view[items[at].start : items[at].head_end]
                at = items[at].parent
            self._heads[item] = text
        return self._heads[item]


def _shown(entry: Entry) -> str:
    """The agreed value as the ledger has it."""
    return entry.value + entry.unit


KIND = CheckKind(
    name="ledger",
    properties={
        "compare": {"enum": ["differs", "missing"], "description": "指出不一致的还是未写的指标"},
        "empty": matchers.STRINGS,
        "earlier": matchers.STRINGS,
        "units": matchers.STRINGS,
    },
    required=("compare",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
