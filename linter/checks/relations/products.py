"""So many in each of so many: 7个队各5名，共35名."""

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.checks.relations.arithmetic import shown
from linter.checks.relations.page import Draft, Page, Words

_REACH = 40


@lru_cache(maxsize=8)
def _forms(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    each = re.compile(rf"[^。;\n]{{0,24}}?(?:{words.either('each')})[^,。;\d\n]{{0,14}}$")
    total = re.compile(rf"[^,。;\n]{{0,8}}[,(](?:{words.either('total_after')})[^,。;\n]{{0,8}}$")
    return each, total


def products(page: Page) -> Iterator[Draft]:
    """Drafts of products: only where number, share and total all stand in one sentence."""
    each, total = _forms(page.words)
    q = page.quantities
    for at in range(2, len(q)):
        if q[at].start - q[at - 1].end > _REACH or not page.alike(at, at - 1) or not page.sentences[at] == page.sentences[at - 2]:
            continue
        if not total.fullmatch(page.between(at - 1, at)) or not each.fullmatch(page.between(at - 2, at - 1)):
            continue
        if not all(q[i].exact for i in (at - 2, at - 1, at)):
            continue
        product = q[at - 2].value * q[at - 1].value
        values = {"one": shown(q[at - 2].value), "each": shown(q[at - 1].value), "product": shown(product), "total": shown(q[at].value)}
        marks = (page.mark(at, "total"), page.mark(at - 2, "part"), page.mark(at - 1, "part"))
        right = product == q[at].value
        yield Draft("product", "product", "consistent" if right else "inconsistent", False, marks, "product-right" if right else "product-wrong", values)
