"""The same indicator twice in one report: the same value, or another one.

Only indicators that have one value a year are held against each other (lexicon figures.indicators), and only where both
sentences set the same scope. Equal figures side by side are noted, never judged.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.adding import apart
from linter.checks.relations.arithmetic import shown
from linter.checks.relations.page import Draft, Page, Words

_KIN = 4  # characters that two nouns share which count the same
_SCOPE = 200  # characters of its sentence before a figure that set its scope
_MANY = 100  # below, two figures are near each other by chance
_PHRASE = re.compile("[\u4e00-\u9fff]{6,14}")  # a verb and a noun of four characters at least
_CLOSE = 40  # of them where the two phrases are the same to the letter
_LEAST = 10  # smaller figures agree by chance


class _Forms(NamedTuple):
    indicators: tuple[str, ...]
    last: frozenset[str]  # their last characters
    scope: re.Pattern[str]
    plain: frozenset[str]
    whole: frozenset[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    indicators = tuple(sorted(words.words("indicators"), key=len, reverse=True))
    return _Forms(
        indicators,
        frozenset(word[-1] for word in indicators),
        re.compile(words.either("scopes")),
        frozenset(words.words("events")),
        frozenset(words.words("whole_scopes")),
    )


def repeats(page: Page) -> Iterator[Draft]:
    """Drafts of duplicates: equal ones with the same noun or side by side, and one indicator with two values."""
    yield from _equal(page)
    forms = _forms(page.words)
    yield from _different(page, forms)
    yield from _phrases(page, forms)


def _equal(page: Page) -> Iterator[Draft]:
    q, values, sentences = page.quantities, page.values, page.sentences
    places: dict[tuple[object, str], list[int]] = {}
    at = 0
    while at < len(q):
        # figures in a row that are equal: 申请17件，陪同17次，解决17个
        run = at + 1
        while run < len(q) and values[run] == values[at] and sentences[run] == sentences[at] and _plain(page, run):
            run += 1
        if run - at > 1 and values[at] >= _LEAST and _plain(page, at):
            yield _same(page, tuple(range(at, run)))
        at = run
    for at, one in enumerate(q):
        if one.kind == "count" and one.high is None and values[at] >= _LEAST:
            places.setdefault((values[at], page.classes[at]), []).append(at)
    for indices in places.values():
        for first, second in itertools.pairwise(indices):
            if sentences[first] != sentences[second] and q[first].approximate == q[second].approximate and _kin(q[first].noun, q[second].noun):
                yield _same(page, (first, second))


def _plain(page: Page, at: int) -> bool:
    return page.exact[at] and page.quantities[at].kind == "count"


def _kin(one: str, other: str) -> bool:
    return any(one[i : i + _KIN] in other for i in range(len(one) - _KIN + 1))


def _same(page: Page, indices: tuple[int, ...]) -> Draft:
    values = {"terms": "=".join(shown(page.quantities[i].value) for i in indices)}
    return Draft("duplicate", "duplicate", "consistent", False, tuple(page.mark(i, "item") for i in indices), "repeat-same", values)


def _different(page: Page, forms: _Forms) -> Iterator[Draft]:
    seen: dict[tuple[str, str], int] = {}
    for at, q in enumerate(page.quantities):
        if not page.exact[at] or q.period or q.kind != "count":
            continue
        lead = page.leads[at].rstrip("共有达为") or q.noun
        if lead[-1:] not in forms.last or not lead.endswith(forms.indicators):
            continue
        indicator = next(word for word in forms.indicators if lead.endswith(word))
        key = (indicator, page.classes[at])
        before = seen.setdefault(key, at)
        other = page.quantities[before]
        if before == at or other.value == q.value or page.sentences[before] == page.sentences[at] or page.item(before) == page.item(at):
            continue
        if _scope(page, forms, before) != _scope(page, forms, at):
            continue
        marks = (page.mark(before, "item"), page.mark(at, "item"))
        values = {"one": shown(other.value), "other": shown(q.value), "noun": indicator}
        yield Draft("duplicate", "duplicate", "inconsistent", False, marks, "repeat-differs", values, 1)


def _phrases(page: Page, forms: _Forms) -> Iterator[Draft]:
    """公示执法信息9630条 … 公示执法信息9640条: verb and noun are the same to the letter, the figures near each other.

    Told twice only: what is told three times with several values are several things. Far figures are another scope's.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for at, q in enumerate(page.quantities):
        if page.exact[at] and not q.period and q.kind == "count" and page.values[at] >= _LEAST:
            lead = page.leads[at].rstrip("共有达为约")
            if _PHRASE.fullmatch(lead) and lead not in forms.plain:
                places.setdefault((lead, q.unit), []).append(at)
    for (phrase, _), indices in places.items():
        values = {page.values[i] for i in indices}
        if len(values) != 2 or phrase.endswith(forms.indicators):
            continue
        first = indices[0]
        second = next(i for i in indices if page.values[i] != page.values[first])
        one, other = page.values[first], page.values[second]
        near, slight = _slip(int(one), int(other)), 10 * apart(one, other) <= max(one, other)
        if page.item(first) == page.item(second) or not _one_scope(page, forms, first, second) or not (near or slight):
            continue
        # a noun behind the figure must be the same as well
        behind = [page.text[page.quantities[i].end : page.quantities[i].end + 2] for i in (first, second)]
        if any("\u4e00" <= b[:1] <= "\u9fff" for b in behind) and behind[0] != behind[1]:
            continue
        sure = near and slight and min(one, other) >= _MANY
        marks = (page.mark(first, "item"), page.mark(second, "item"))
        told = {"one": shown(one), "other": shown(other), "noun": phrase}
        yield Draft("duplicate", "duplicate", "inconsistent" if sure else "cannot-tell", not sure, marks, "repeat-differs", told, 1, 3)


def _one_scope(page: Page, forms: _Forms, first: int, second: int) -> bool:
    """True where nothing near either figure sets a scope that the other has not; the report's own place (全县) is none."""
    one, other = (_scope(page, forms, i, _CLOSE) for i in (first, second))
    own = [s & forms.whole for s in (one, other)]
    return not (one ^ other) - forms.whole and (not own[0] or not own[1] or own[0] == own[1])


def _slip(one: int, other: int) -> bool:
    """True where two numbers differ in one digit, or in two neighbours that changed places."""
    a, b = str(one), str(other)
    if len(a) != len(b):
        return False
    differ = [i for i in range(len(a)) if a[i] != b[i]]
    return len(differ) == 1 or (len(differ) == 2 and differ[1] - differ[0] == 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]])


def _scope(page: Page, forms: _Forms, at: int, reach: int = _SCOPE) -> frozenset[str]:
    """The words in the sentence of a figure, up to it, that say for whom and when it is."""
    start = page.quantities[at].start
    return frozenset(forms.scope.findall(page.text, max(page.sentence_start(at), start - reach), start))
