"""Totals that no word like 其中 divides: A 12件、B 8件，共20件; 清理150件，保留120件、废止30件; 7个村14个社区设立工作室21个."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.adding import apart, sum_draft, values_of
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.facts.numbers import number_of

_REACH = 60  # characters between two parts
_MOST = 80  # parts of one list
_BEHIND = 30  # characters between the name of places and what is set up in them
_NEAR = 12  # characters between two places that are counted together
_JOINTS = re.compile(r"[、,;和及与]")
_STOPS = re.compile(r"[。!?\n]")
_APART = re.compile(r"[,。;:\n]")
_NUMERAL = re.compile("[一二两三四五六七八九十]+")


class _Forms(NamedTuple):
    ends: re.Pattern[str]
    stages: re.Pattern[str]
    total: re.Pattern[str]
    set_up: re.Pattern[str]
    places: re.Pattern[str]
    divided: re.Pattern[str]  # any word of a partition's part: most gaps have none
    partitions: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = "|".join(w for group in words.table("stages").values() for w in group)
    table = words.table("partitions")
    partitions = tuple(
        (
            re.compile(f"(?:{'|'.join(table[whole])})[^、,;]{{0,16}}$"),
            re.compile(rf"[^、,;。]{{0,8}}[、,;:和及与](?:已|共|拟|予以|决定|建议|结果|其中|另有)*(?:{'|'.join(table[whole + '_parts'])})[^、,;]{{0,8}}$"),
            least,
        )
        for whole, least in (("decided", 3), ("reviewed", 2), ("received", 2), ("found", 2))
    )
    places = words.either("places")
    numeral = "[一二两三四五六七八九十]{1,3}个?"
    return _Forms(
        re.compile(rf"[、,;和及与](?:并|已|均)?(?:{words.either('parts_end')})|[,;](?:并|已|均)?(?:{words.either('parts_done')})"),
        re.compile(rf"[,;](?:已|共|新)?(?:{stages})"),
        re.compile(rf"[,、;(。]?等?(?:全年|累计)?(?:{words.either('total_after')})(?:有|为|达|{words.either('total_verbs')})?"),
        re.compile(words.either("set_up")),
        # opens with a character class, so that the regex engine skips to it
        re.compile(rf"[一二两三四五六七八九十][一二三四五六七八九十]{{0,2}}个?(?:{places})(?:{numeral}(?:{places})){{1,3}}"),
        re.compile("|".join(sorted({w for key, group in table.items() if key.endswith("_parts") for w in group}))),
        partitions,
    )


def totals(page: Page, at: int, gap: str) -> list[Draft]:
    """Drafts of the sum that quantity `at` ends or goes on; `gap` are the words between it and the quantity before it."""
    forms = _forms(page.words)
    drafts: list[Draft] = []
    if forms.total.fullmatch(gap):
        drafts = list(_totalled(page, forms, at))
    elif "," not in gap and forms.set_up.search(gap):
        drafts = list(_gathered(page, at, gap))
    if not drafts and forms.divided.search(gap):
        drafts = list(_divided(page, forms, at, gap))
    return drafts


def _totalled(page: Page, forms: _Forms, last: int) -> Iterator[Draft]:
    """A 12件、B 8件，共20件: quantity `last` is the total."""
    q = page.quantities
    run = [last - 1]
    joints: list[str] = []
    while run[0] > max(0, last - _MOST):
        at = run[0]
        between = page.between(at - 1, at)
        if len(between) > _REACH or _STOPS.search(between) or ";" in between or not page.alike(at - 1, at) or forms.ends.search(between):
            break
        if not _JOINTS.search(between) or "各" in between or "每" in between:
            break
        joints.insert(0, "," if "," in between else "、")
        run.insert(0, at - 1)
    if len(run) < 2 or not all(q[i].exact for i in (*run, last)):
        return
    for first in range(len(run) - 1):
        if sum(page.values[i] for i in run[first:]) == page.values[last]:
            yield sum_draft(page, "sum", "sum", "consistent", False, last, run[first:], "sum-equal")
            return
    if forms.stages.search(page.gaps[run[-1]]) or forms.stages.search(page.gaps[run[0]]):
        return
    sure = "," not in joints
    amount = sum(page.values[i] for i in run)
    reason = "sum-above" if amount > page.values[last] else "sum-below"
    yield sum_draft(page, "sum", "sum", "inconsistent" if sure else "cannot-tell", not sure, last, run, reason, 2)


def _divided(page: Page, forms: _Forms, at: int, gap: str) -> Iterator[Draft]:
    """清理文件150件，保留120件、修改10件、废止20件: no word says 其中, the words for the parts do."""
    for whole, part, least in forms.partitions:
        if not part.fullmatch(gap) or not page.alike(at - 1, at) or not whole.search(page.gaps[at - 1]) or part.search(page.gaps[at - 1]):
            continue
        q = page.quantities
        parts = [at]
        while parts[-1] + 1 < len(q):
            nearest = parts[-1] + 1
            if not page.alike(nearest, at) or not part.fullmatch(page.between(nearest - 1, nearest)):
                break
            parts.append(nearest)
        total = at - 1
        if len(parts) < least or not all(q[i].exact for i in (total, *parts)):
            continue
        amount = sum(page.values[i] for i in parts)
        if amount > 2 * page.values[total]:
            return  # not its list
        if amount == page.values[total]:
            yield sum_draft(page, "sum", "sum", "consistent", False, total, parts, "sum-equal")
        elif amount > page.values[total] and least != 2:
            yield sum_draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-above")
        elif amount > page.values[total] or amount >= page.values[total] * Fraction(4, 5):
            yield sum_draft(page, "sum", "sum", "cannot-tell", True, total, parts, "sum-above" if amount > page.values[total] else "sum-short", 2)
        return


def _gathered(page: Page, last: int, gap: str) -> Iterator[Draft]:
    """7个行政村14个社区设立工作室21个: one in each of the places counted in front."""
    q = page.quantities
    if _STOPS.search(gap) or not q[last].exact:
        return
    run = [last - 1]
    while run[0] > 0:
        between = page.between(run[0] - 1, run[0])
        if len(between) > _NEAR or _APART.search(between) or not page.alike(run[0] - 1, last) or not q[run[0] - 1].exact:
            break
        run.insert(0, run[0] - 1)
    if len(run) < 2 or not q[run[-1]].exact:
        return
    amount = sum(page.values[i] for i in run)
    if amount == page.values[last]:
        yield sum_draft(page, "sum", "sum", "consistent", False, last, run, "sum-equal")
    elif apart(amount, page.values[last]) <= max(1, page.values[last] // 10):
        yield sum_draft(page, "sum", "sum", "cannot-tell", True, last, run, "sum-places", 1)


def named_places(page: Page) -> Iterator[Draft]:
    """一乡六办设立工作站7个: the name of the places states their number."""
    forms = _forms(page.words)
    for at, kind in enumerate(page.classes):
        gap = page.gaps[at]
        found = forms.places.search(gap) if kind == "bodies" and page.exact[at] and forms.set_up.search(gap) else None
        if found is None:
            continue
        behind = gap[found.end() :]
        if len(behind) > _BEHIND or _STOPS.search(behind) or "," in behind or not forms.set_up.search(behind):
            continue
        marks = []
        amount = 0
        first = page.starts[at] - len(gap) + found.start()
        for piece in _NUMERAL.finditer(found.group()):
            number = int(number_of(piece.group()).value or 0)
            amount += number
            marks.append(Mark(first + piece.start(), first + piece.end(), str(number), "part"))
        total = page.values[at]
        values = values_of(amount, total, [int(m.value or 0) for m in marks])
        if amount == total:
            yield Draft("sum", "sum", "consistent", False, (page.mark(at, "total"), *marks), "sum-equal", values)
        elif apart(amount, total) <= 2:
            yield Draft("sum", "sum", "cannot-tell", True, (page.mark(at, "total"), *marks), "sum-places", values, 0, 1)
