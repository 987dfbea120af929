"""A change against an earlier figure: 由120件增加到150件，增长25%; 56人，较上年增加12人，增长27.3%."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import about, rounding, shown
from linter.checks.relations.page import Draft, Mark, Page, Words

_NEAR = 15  # points between printed and computed within which a slip is likelier than another base
_COMPARED = re.compile(r"[^,。;]{0,10},(?:比|较)(?:20\d\d年|上年|去年|上一年)(?:同期)?的?")
_BEHIND = re.compile(r"[^,。;]{0,12},[^,。;]{0,12}")
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
        if q.unit == "%" and not q.approximate and q.high is None and forms.change.search(page.leads[at]):
            yield from _change(page, forms, at)


def _change(page: Page, forms: _Forms, at: int) -> Iterator[Draft]:
    """由120件增加到150件，增长25%: the change against the earlier figure."""
    q = page.quantities
    rise, fall = forms.rise.search(page.leads[at]), forms.fall.search(page.leads[at])
    if bool(rise) == bool(fall) or page.sentences[at - 2] != page.sentences[at]:
        return
    if forms.grown.fullmatch(page.between(at - 2, at - 1)):
        yield from _growth(page, at, rise is not None)
        return
    earlier, later = q[at - 2], q[at - 1]
    between, behind = page.between(at - 2, at - 1), page.between(at - 1, at)
    if _COMPARED.fullmatch(between) and _BESIDE.fullmatch(behind):
        earlier, later = later, earlier  # 检查3120次，比上年的3860次下降19.2%
    elif "," in between or not forms.origin.search(page.gaps[at - 2]) or not forms.from_to.search(between) or not _BEHIND.fullmatch(behind):
        return
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
