"""So many in each of so many: 7个队各5名，共35名."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.checks.relations.arithmetic import shown
from linter.checks.relations.page import Draft, Page, Words

_REACH = 40
_PLACES = re.compile(r"[^,。;\n]{0,12},[^,。;\n]{0,8}")


@lru_cache(maxsize=8)
def _forms(words: Words) -> tuple[re.Pattern[str], ...]:
    each = re.compile(rf"[^。;\n]{{0,24}}?(?:{words.either('each')})[^,。;\d\n]{{0,14}}$")
    total = re.compile(rf"[^,。;\n]{{0,8}}[,(、](?:{words.either('total_after')})[^,。;\n]{{0,8}}$")
    told = re.compile(r"每[\u4e00-\u9fff(),]{1,16}$")
    others = re.compile(rf"[\u4e00-\u9fff()]{{0,8}}(?:{words.either('total_after')})[^,。;\n]{{0,8}}$")
    return each, total, told, others


def products(page: Page) -> Iterator[Draft]:
    """Drafts of products: only where number, share and total all stand in one sentence."""
    each, total, told, others = _forms(page.words)
    q = page.quantities
    for at in range(2, len(q)):
        if q[at].start - q[at - 1].end > _REACH or page.sentences[at] != page.sentences[at - 2]:
            continue
        gap, before = page.between(at - 1, at), page.between(at - 2, at - 1)
        first = page.alike(at, at - 1) and total.fullmatch(gap) and each.fullmatch(before)
        # 每村培育3名，全县156个村共468名
        second = page.alike(at, at - 2) and told.search(page.gaps[at - 2]) and others.fullmatch(gap) and _PLACES.fullmatch(before)
        if not first and not second:
            continue
        if not all(q[i].exact for i in (at - 2, at - 1, at)):
            continue
        product = q[at - 2].value * q[at - 1].value
        values = {"one": shown(q[at - 2].value), "each": shown(q[at - 1].value), "product": shown(product), "total": shown(q[at].value)}
        marks = (page.mark(at, "total"), page.mark(at - 2, "part"), page.mark(at - 1, "part"))
        right = product == q[at].value
        yield Draft("product", "product", "consistent" if right else "inconsistent", False, marks, "product-right" if right else "product-wrong", values)
