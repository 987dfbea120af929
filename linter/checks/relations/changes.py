"""A change against an earlier figure: 由120件增加到150件，增长25%; 56人，较上年增加12人，增长27.3%; 6.7%，较上年的10.5%下降3.8个百分点."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import about, rounding, shown
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.model.fact import Quantity

_NEAR = 15  # points between printed and computed within which a slip is likelier than another base
_COMPARED = re.compile(r"[^,。;]{0,10},(?:比|较)(?:20\d\d年|上年|去年|上一年)(?:同期)?的?")
_BEHIND = re.compile(r"[^,。;]{0,12},[^,。;]{0,12}")
_POINTS = "个百分点"
_BESIDE = re.compile(r"[^,。;]{0,10}")


class _Forms(NamedTuple):
    change: re.Pattern[str]
    origin: re.Pattern[str]
    from_to: re.Pattern[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    grown: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    return _Forms(
        re.compile(words.either("rate_changes")),
        re.compile(words.either("change_from")),
        re.compile(words.either("change_to")),
        re.compile(words.either("change_rise")),
        re.compile(words.either("change_fall")),
        re.compile(rf"[^。;]{{0,16}},(?:同比|较|比)[^,。;]{{0,8}}(?:{words.either('change_rise')}|{words.either('change_fall')}|多|少)了?"),
    )


def changes(page: Page) -> Iterator[Draft]:
    """Drafts of percentages that tell a change, in the order of the text."""
    forms = _forms(page.words)
    for at in range(2, len(page.quantities)):
        q = page.quantities[at]
        if q.unit in ("%", _POINTS) and not q.approximate and q.high is None and forms.change.search(page.leads[at]):
            yield from (_change if q.unit == "%" else _points)(page, forms, at)


def _points(page: Page, forms: _Forms, at: int) -> Iterator[Draft]:
    """出庭率由82.5%提高到91%，提高8.5个百分点: the difference of two printed rates.

    Rates are rounded before they are printed, the difference perhaps not: half of each last digit is allowed for.
    """
    q = page.quantities
    rise, fall = forms.rise.search(page.leads[at]), forms.fall.search(page.leads[at])
    pair = _compared(page, forms, at) if bool(rise) != bool(fall) and page.sentences[at - 2] == page.sentences[at] else None
    if pair is None or any(x.unit != "%" or x.high is not None or x.approximate for x in pair):
        return
    earlier, later = pair
    difference = later.value - earlier.value if rise else earlier.value - later.value
    off = abs(difference - q[at].value)
    if off and off <= (earlier.step + later.step + q[at].step) / 2:
        return
    marks = (
        Mark(earlier.start, earlier.end, shown(earlier.value), "earlier"),
        Mark(later.start, later.end, shown(later.value), "later"),
        page.mark(at, "rate"),
    )
    values = {"earlier": shown(earlier.value), "later": shown(later.value), "computed": shown(difference), "rate": shown(q[at].value)}
    reason = "points-wrong" if off else "points-right"
    yield Draft("percentage", "percentage", "inconsistent" if off else "consistent", False, marks, reason, values, 2, 4)


def _compared(page: Page, forms: _Forms, at: int) -> tuple[Quantity, Quantity] | None:
    """(the earlier figure, the later one) that the change at `at` stands behind; None where the words leave it open."""
    earlier, later = page.quantities[at - 2], page.quantities[at - 1]
    between, behind = page.between(at - 2, at - 1), page.between(at - 1, at)
    if _COMPARED.fullmatch(between) and _BESIDE.fullmatch(behind):
        return later, earlier  # 检查3120次，比上年的3860次下降19.2%
    if "," in between or not forms.origin.search(page.gaps[at - 2]) or not forms.from_to.search(between) or not _BEHIND.fullmatch(behind):
        return None
    return earlier, later


def _change(page: Page, forms: _Forms, at: int) -> Iterator[Draft]:
    """由120件增加到150件，增长25%: the change against the earlier figure."""
    q = page.quantities
    rise, fall = forms.rise.search(page.leads[at]), forms.fall.search(page.leads[at])
    if bool(rise) == bool(fall) or page.sentences[at - 2] != page.sentences[at]:
        return
    if forms.grown.fullmatch(page.between(at - 2, at - 1)):
        yield from _growth(page, at, rise is not None)
        return
    pair = _compared(page, forms, at)
    if pair is None:
        return
    earlier, later = pair
    if not page.alike(at - 2, at - 1) or not earlier.value or not all(x.high is None and not x.approximate for x in (earlier, later)):
        return
    if earlier.unit == "%" and abs(later.value - earlier.value) == q[at].value:
        return  # 由31.2%提高到33.8%，提高2.6%: points are meant, and they are right
    change = (later.value - earlier.value if rise else earlier.value - later.value) / earlier.value * 100
    verdict = rounding(change, q[at].value, q[at].step)
    marks = (
        Mark(earlier.start, earlier.end, shown(earlier.value), "earlier"),
        Mark(later.start, later.end, shown(later.value), "later"),
        page.mark(at, "rate"),
    )
    values = {"earlier": shown(earlier.value), "later": shown(later.value), "computed": about(change), "rate": shown(q[at].value)}
    state = "consistent" if verdict == "right" else "inconsistent"
    yield Draft("percentage", "percentage", state, False, marks, f"change-{verdict}", values, 2, 4, verdict == "cut")


def _growth(page: Page, at: int, rise: bool) -> Iterator[Draft]:
    """56人，较上年增加12人，增长27.3%: the difference against what there was before."""
    q = page.quantities
    now, difference = q[at - 2], q[at - 1]
    before = now.value - difference.value if rise else now.value + difference.value
    if not page.alike(at - 2, at - 1) or not now.exact or not difference.exact or before <= 0 or page.between(at - 1, at).count(",") != 1:
        return
    change = difference.value / before * 100
    verdict = rounding(change, q[at].value, q[at].step)
    marks = (Mark(now.start, now.end, shown(now.value), "later"), Mark(difference.start, difference.end, shown(difference.value), "part"), page.mark(at, "rate"))
    values = {"earlier": shown(before), "later": shown(now.value), "computed": about(change), "rate": shown(q[at].value)}
    state = "consistent" if verdict == "right" else "inconsistent" if abs(change - q[at].value) <= _NEAR else "cannot-tell"
    yield Draft("percentage", "percentage", state, state == "cannot-tell", marks, f"change-{verdict}", values, 2, 4, verdict == "cut")
