"""What came in and what is left: 新收180件，上年结转21件，审结165件，结转下年36件. New and carried over make closed and left."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.checks.relations.adding import apart
from linter.checks.relations.arithmetic import added
from linter.checks.relations.page import Draft, Page, Words

_ROLES = ("left", "carried", "closed", "new")  # 未审结 is left, not closed: the longer words are asked first
_INSIDE = re.compile(r"(?:其中|含|包括)[^,;。]*$")


@lru_cache(maxsize=8)
def _forms(words: Words) -> tuple[re.Pattern[str], ...]:
    table = words.table("balance")
    return tuple(re.compile(rf"(?:{'|'.join(sorted(table[role], key=len, reverse=True))})[^,;。、:(]{{0,12}}$") for role in _ROLES)


def balances(page: Page) -> Iterator[Draft]:
    """Drafts of balances: only where one sentence tells all four, each once, of the same kind of cases."""
    forms = _forms(page.words)
    first = 0
    while first < len(page.quantities):
        last = first
        while last + 1 < len(page.quantities) and page.sentences[last + 1] == page.sentences[first]:
            last += 1
        if last - first >= len(_ROLES) - 1:
            yield from _balanced(page, forms, range(first, last + 1))
        first = last + 1


def _balanced(page: Page, forms: tuple[re.Pattern[str], ...], places: range) -> Iterator[Draft]:
    told: dict[str, int] = {}
    for at in places:
        role = next((role for role, form in zip(_ROLES, forms, strict=True) if form.search(page.leads[at])), None)
        if role is None or page.quantities[at].kind != "count":
            continue
        if role in told or not page.exact[at]:
            return  # told twice, or about: nobody can say what makes what
        told[role] = at
    if len(told) < len(_ROLES) or not all(page.alike(at, told["new"]) for at in told.values()):
        return
    new, carried = told["new"], told["carried"]
    # 受理201件（含上年结转21件）: what was carried over is counted in already
    inside = carried > new and _INSIDE.search(page.between(new, carried)) is not None
    came = (new,) if inside else tuple(sorted((new, carried)))
    gone = tuple(sorted((told["closed"], told["left"])))
    one, other = (sum(page.values[at] for at in side) for side in (came, gone))
    values = {name: _told(page, side) for name, side in (("came", came), ("gone", gone))} | {"short": added([apart(one, other)])}
    marks = (*(page.mark(at, "total") for at in came), *(page.mark(at, "part") for at in gone))
    right = one == other
    point = len(came) + gone.index(told["left"])
    yield Draft("sum", "sum", "consistent" if right else "inconsistent", False, marks, "balance-right" if right else "balance-wrong", values, point, 4)


def _told(page: Page, side: tuple[int, ...]) -> str:
    """180+21=201; a single figure as it is."""
    numbers = [page.values[at] for at in side]
    return added(numbers) if len(numbers) == 1 else f"{added(numbers)}={added([sum(numbers)])}"
