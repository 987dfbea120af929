"""Operators on figures: sums, shares, lists, products, the same figure twice, running totals, units."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from tests.mutation.edits import Edit
from tests.mutation.mutants import DECIDED, RAISED, Case, Mutant, item_of, operator
from tests.mutation.places import Mark, Place

NUMERALS = "一二三四五六七八九十"


def number(mark: Mark) -> Decimal:
    return Decimal(mark.text.removesuffix("%"))


def shown(value: Decimal, like: str) -> str:
    """A value written with as many decimals as the figure it replaces, and its % sign."""
    digits = len(like.removesuffix("%").partition(".")[2])
    return f"{value:.{digits}f}" + ("%" if like.endswith("%") else "")


def _picked(case: Case, rng: Random, *kinds: str) -> Place | None:
    places = case.report.of(*kinds)
    return rng.choice(places) if places else None


def _changed(case: Case, name: str, place: Place, mark: Mark, new: str, expected: tuple[str, ...], statuses: tuple[str, ...]) -> Mutant:
    return Mutant(name, case.report.name, (Edit(mark.start, mark.end, new),), expected, place.spans, statuses)


def _near(rng: Random, value: int) -> int:
    """How far off a slip is: a unit or two, a digit, a tenth."""
    return rng.choice((1, 2, 3, 10, 20, max(1, value // 10), rng.randint(1, max(2, value // 3))))


@operator("part-changed", "part of a closed sum changed")
def part_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "sum")
    if place is None:
        return None
    mark = rng.choice(place.all("part"))
    off = _near(rng, int(mark.text))
    # parts of an open list may lawfully stay below the total, so these are raised only
    value = int(mark.text) + (off if not place.closed or rng.random() < 0.5 else -off)
    if value <= 0:
        return None
    return _changed(case, "part-changed", place, mark, str(value), ("figures.sum-check",), DECIDED)


@operator("total-changed", "total of a closed sum changed")
def total_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "sum")
    if place is None:
        return None
    mark = place.only("total")
    off = _near(rng, int(mark.text))
    value = int(mark.text) + (off if place.closed and rng.random() < 0.5 else -off)
    if value <= max(int(m.text) for m in place.all("part")):
        return None
    return _changed(case, "total-changed", place, mark, str(value), ("figures.sum-check",), DECIDED)


def _share(place: Place) -> Decimal:
    return number(place.only("numerator")) * 100 / number(place.only("denominator"))


@operator("percentage-changed", "percentage changed beyond rounding")
def percentage_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "rate")
    if place is None:
        return None
    mark = place.only("rate")
    value = number(mark) + rng.choice((-1, 1)) * Decimal(rng.randint(6, 90)) / 10
    if not 0 < value < 100:
        return None
    new = f"{value:.1f}%" if "." not in mark.text else shown(value, mark.text)
    return _changed(case, "percentage-changed", place, mark, new, ("figures.percent-recompute",), DECIDED)


@operator("percentage-truncated", "percentage cut off instead of rounded")
def percentage_truncated(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "rate")
    if place is None:
        return None
    mark, exact = place.only("rate"), _share(place)
    unit = rng.choice((Decimal(1), Decimal("0.1"), Decimal("0.01")))
    cut = exact.quantize(unit, ROUND_DOWN)
    if cut == exact.quantize(unit, ROUND_HALF_UP):
        return None
    return _changed(case, "percentage-truncated", place, mark, f"{cut}%", ("figures.percent-recompute",), DECIDED)


@operator("numerator-raised", "numerator raised above its denominator")
def numerator_raised(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "rate", "bound")
    if place is None:
        return None
    rate = place.kind == "rate"
    small = place.only("numerator" if rate else "smaller")
    large = place.only("denominator" if rate else "larger")
    value = int(large.text) + rng.choice((1, 2, 3, 5, 10, max(1, int(large.text) // 4)))
    # a share above one, a part above its whole, a rate that no longer comes out: one fault by three names; that the two
    # figures belong together is for a reader to say once they contradict each other so far
    expected = ("figures.numerator-le-denominator", "figures.percent-recompute", "figures.sum-check")
    return _changed(case, "numerator-raised", place, small, str(value), expected, RAISED)


@operator("title-dropped", "one title of 等N件, or one member of a counted list, dropped")
def title_dropped(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "list")
    return None if place is None else _dropped(case, rng, "title-dropped", place, ("figures.count",))


def _dropped(case: Case, rng: Random, name: str, place: Place, expected: tuple[str, ...]) -> Mutant | None:
    items = place.all("item")
    if len(items) < 2:
        return None
    n = rng.randrange(len(items))
    text = case.report.text
    start, end = items[n].start, items[n].end
    # with the mark that divides it from its neighbour
    if n and text[start - 1] == "、":
        start -= 1
    elif n == 0 and text[end] == "、":
        end += 1
    return Mutant(
        name, case.report.name, (Edit(start, end, ""),), expected, place.spans, RAISED, (place.spans[0],), (item_of(case, start, end),)
    )


_NEW_TITLES = (
    "《档案查阅管理办法》",
    "《公共场地使用规定》",
    "《会议费用管理办法》",
    "《值班工作规定》",
    "《车辆使用管理办法》",
    "《办公用房调配办法》",
)
_NEW_MEMBERS = ("文体场馆改造", "气象设施保护", "粮食储备", "史志编纂", "烈士纪念设施维护")


@operator("title-added", "a title or member added to a counted list")
def title_added(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "list")
    if place is None:
        return None
    last = place.all("item")[-1]
    new = rng.choice(_NEW_TITLES) if last.text.startswith("《") else "、" + rng.choice(_NEW_MEMBERS)
    return Mutant("title-added", case.report.name, (Edit(last.end, last.end, new),), ("figures.count",), place.spans, RAISED)


@operator("count-changed", "the number of a counted list changed")
def count_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "list")
    if place is None:
        return None
    mark = place.only("count")
    # of 等N件 with fewer titles than N only one that lacks a single title is odd; the rest is how the genre lists
    open_list = case.report.text[mark.start - 1] == "等"
    value = int(mark.text) + rng.choice((-2, -1, 1) if open_list else (-2, -1, 1, 2, 3, 4, 5))
    if value < 2 - open_list:
        return None
    return _changed(case, "count-changed", place, mark, str(value), ("figures.count",), RAISED)


_NAMED = ("督查整改制度", "信息报送制度", "档案管理制度", "容错免责清单", "职责边界清单", "联席会商制度")


@operator("name-list-broken", "a name that states a number no longer fits the list behind it")
def name_list_broken(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "name-count")
    if place is None:
        return None
    if rng.random() < 0.5:
        return _dropped(case, rng, "name-list-broken", place, ("figures.name-count",))
    if rng.random() < 0.5:
        last = place.all("item")[-1]
        edit = Edit(last.end, last.end, "、" + rng.choice(_NAMED))
    else:
        mark = place.only("count")
        edit = Edit(mark.start, mark.end, NUMERALS[NUMERALS.index(mark.text) + rng.choice((-1, 1, 2))])
    loses = (item_of(case, edit.start, edit.end),)
    return Mutant("name-list-broken", case.report.name, (edit,), ("figures.name-count",), place.spans, RAISED, (place.spans[0],), loses)


@operator("product-changed", "a product no longer comes out")
def product_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "product")
    if place is None:
        return None
    mark = rng.choice(place.marks)
    value = int(mark.text) + rng.choice((-3, -2, -1, 1, 2, 3, 4, 5))
    # one each for all of them is a trivial product; nothing is counted then
    if value < 2:
        return None
    return _changed(case, "product-changed", place, mark, str(value), ("figures.product",), DECIDED)


@operator("same-changed", "the same indicator differs in one of two places")
def same_changed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "same")
    if place is None:
        return None
    mark = rng.choice(place.all("value"))
    value = int(mark.text) + rng.choice((-1, 1)) * _near(rng, int(mark.text))
    if value <= 0:
        return None
    return _changed(case, "same-changed", place, mark, str(value), ("figures.duplicate",), RAISED)


@operator("cumulative-lowered", "a running total below the year's own figure")
def cumulative_lowered(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "cumulative")
    if place is None:
        return None
    yearly, total = place.only("yearly"), place.only("cumulative")
    if rng.random() < 0.5 and int(yearly.text) > 1:
        mark, value = total, rng.randint(1, int(yearly.text) - 1)
    else:
        mark, value = yearly, int(total.text) + rng.randint(1, 60)
    return _changed(case, "cumulative-lowered", place, mark, str(value), ("figures.cumulative",), RAISED)


@operator("unit-removed", "unit of money removed, or cut short")
def unit_removed(case: Case, rng: Random) -> Mutant | None:
    place = _picked(case, rng, "money")
    if place is None:
        return None
    mark = place.only("name")
    unit = mark.text.lstrip("0123456789.")
    amount = f"{rng.randint(11, 4999) / 100:.2f}" if rng.random() < 0.7 else mark.text.removesuffix(unit)
    kept = rng.choice((unit[0], unit[0], ""))
    mutant = _changed(case, "unit-removed", place, mark, amount + kept, ("figures.unit-date",), RAISED)
    span = (mark.start, mark.end)
    return mutant._replace(affects=(span,), loses=(item_of(case, *span),))  # a number without a unit backs nothing
