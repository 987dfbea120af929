"""Ratios: 复议与诉讼之比为2.3∶1, 是诉讼案件90件的2.6倍."""

import re
from collections.abc import Iterator
from fractions import Fraction

from linter.checks.relations.arithmetic import about, rounding, shown
from linter.checks.relations.page import Draft, Mark, Page
from linter.checks.relations.readings import counts_before

_PAIR = re.compile(
    r"(?P<one>[\u4e00-\u9fff()]{2,20}?)(?:与|和|同|及)(?P<two>[\u4e00-\u9fff()]{2,24}?)(?:之|受案|收案|数量)?比[例值率]?(?:约?为|达到?|是)?$"
)


def ratios(page: Page) -> Iterator[Draft]:
    """Drafts of ratios and multiples, in the order of the text."""
    for at, q in enumerate(page.quantities):
        if q.kind == "ratio":
            yield from _ratio(page, at)
        elif q.unit == "倍" and at > 1:
            yield from _times(page, at)


def _ratio(page: Page, at: int) -> Iterator[Draft]:
    """复议与诉讼之比为2.3∶1: the first figure by the second, where the names say which they are."""
    q = page.quantities[at]
    head, _, foot = page.text[q.start : q.end].partition(":")
    if foot != "1":
        return
    rate = Mark(q.start, q.start + len(head), shown(q.value), "rate")
    counts = [i for i in counts_before(page, at) if page.quantities[i].exact]
    named = _PAIR.search(page.gaps[at])
    first = second = None
    if named:
        one, two = _own_words(named["one"], named["two"])
        # the nearest figure that each name fits and the other does not
        first = next((i for i in counts if any(w in page.quantities[i].noun for w in one) and not any(w in page.quantities[i].noun for w in two)), None)
        second = next((i for i in counts if any(w in page.quantities[i].noun for w in two) and not any(w in page.quantities[i].noun for w in one)), None)
    if first is None or second is None or not page.alike(first, second) or not page.quantities[second].value:
        return
    quotient = page.quantities[first].value / page.quantities[second].value
    state = rounding(quotient, q.value, q.step)
    values = {
        "numerator": shown(page.quantities[first].value), "base": shown(page.quantities[second].value),
        "computed": about(quotient), "rate": shown(q.value),
    }  # fmt: skip
    marks = (page.mark(first, "numerator"), page.mark(second, "denominator"), rate)
    if state == "right":
        yield Draft("ratio", "ratio", "consistent", False, marks, "ratio-right", values, 2)
    elif q.approximate or abs(quotient - q.value) > max(Fraction(1), q.value / 2):
        yield Draft("ratio", "ratio", "cannot-tell", True, marks, "ratio-far", values, 2, 3)
    else:
        yield Draft("ratio", "ratio", "inconsistent", False, marks, "ratio-wrong", values, 2, 3, state == "cut")


def _own_words(one: str, two: str) -> tuple[list[str], list[str]]:
    """Pairs of characters of each name that the other has not: 行政复议 and 行政诉讼 differ in 复议 and 诉讼."""
    first = [one[i : i + 2] for i in range(len(one) - 1)]
    second = [two[i : i + 2] for i in range(len(two) - 1)]
    return [w for w in first if w not in two], [w for w in second if w not in one]


def _times(page: Page, at: int) -> Iterator[Draft]:
    """收案233件，是诉讼案件90件的2.6倍."""
    q = page.quantities
    if page.between(at - 1, at) != "的" or not re.fullmatch(r",?[^,。;]{0,4}(?:是|为|相当于)[^,。;]{0,24}", page.between(at - 2, at - 1)):
        return
    if not page.alike(at - 2, at - 1) or q[at].approximate or not q[at - 1].value or not all(q[i].exact for i in (at - 2, at - 1)):
        return
    quotient = q[at - 2].value / q[at - 1].value
    state = rounding(quotient, q[at].value, q[at].step)
    values = {"numerator": shown(q[at - 2].value), "base": shown(q[at - 1].value), "computed": about(quotient), "rate": shown(q[at].value)}
    rate = Mark(q[at].start, q[at].end - len(q[at].unit), shown(q[at].value), "rate")
    marks = (page.mark(at - 2, "numerator"), page.mark(at - 1, "denominator"), rate)
    right = state == "right"
    yield Draft("ratio", "ratio", "consistent" if right else "inconsistent", False, marks, "ratio-right" if right else "ratio-wrong", values, 2, 3, state == "cut")
