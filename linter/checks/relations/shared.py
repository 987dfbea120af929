"""Two rates that imply one base: 66件/20.4% and 88件/27.2% both come from 323 or 324; a rate that no base gives."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import bases, shown
from linter.checks.relations.page import Draft, Page, Words

_WIDEST = 4  # whole numbers in a range of bases; a wider one meets anything
_REACH = 200  # characters of its sentence around a rate that say what it is about
_LEAST = 10  # cases in a numerator; fewer say little
_REST = re.compile("其他|其它|其余|另")
_CLOSE = 10  # per cent between two bases that were meant to be one


class _Forms(NamedTuple):
    domains: re.Pattern[str]
    named: re.Pattern[str]
    numerators: dict[str, list[str]]
    change: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    return _Forms(
        re.compile(words.either("base_domains")),
        re.compile(rf"([\u4e00-\u9fff]{{2,10}}?)(?:{words.either('rate_names')})(?:为|达到?|是)?$"),
        words.table("rate_numerators"),
        re.compile(words.either("rate_changes")),
    )


class _Pair(NamedTuple):
    numerator: int
    rate: int
    low: int
    high: int
    domains: frozenset[str]


def shared_bases(page: Page, decided: set[int]) -> Iterator[Draft]:
    """Drafts of implied bases. `decided` are the places of rates that have a base in the text."""
    forms = _forms(page.words)
    pairs = []
    for at in range(1, len(page.quantities)):
        q = page.quantities[at]
        if q.unit != "%" or q.approximate or q.start in decided or not 0 < q.value < 100:
            continue
        pair = _pair(page, forms, at)
        if pair is None:
            continue
        if pair.high < pair.low:
            numerator = page.quantities[pair.numerator]
            values = {"numerator": shown(numerator.value), "rate": shown(q.value)}
            marks = (page.mark(pair.numerator, "numerator"), page.mark(at, "rate"))
            yield Draft("implied-base", "implied-base", "inconsistent", False, marks, "base-none", values, 1)
        else:
            pairs.append(pair)
    for i, one in enumerate(pairs[:20]):
        for other in pairs[i + 1 : i + 6]:
            draft = _together(page, one, other)
            if draft:
                yield draft


def _pair(page: Page, forms: _Forms, at: int) -> _Pair | None:
    """A rate with its named numerator right before it and no other count of its kind in the sentence."""
    numerator = page.quantities[at - 1]
    gap = page.between(at - 1, at)
    named = forms.named.search(gap)
    if not named or not gap.startswith(",") or "," in gap[1:] or forms.change.search(gap) or not numerator.exact or numerator.kind != "count":
        return None
    if page.sentences[at] != page.sentences[at - 1]:
        return None
    tail = named[1][-2:]
    lead = page.gaps[at - 1]
    lead = lead[max(lead.rfind(mark) for mark in ",;。") + 1 :] + numerator.noun
    if not any(name in lead for name in forms.numerators.get(tail, [tail])):
        return None
    start = page.sentence_start(at)
    if page.inside(start, numerator.start)[0] < at - 1 or _REST.search(lead):
        return None
    q = page.quantities[at]
    low, high = bases(numerator.value, q.value, q.step)
    around = page.text[max(start, q.start - _REACH) : min(page.sentence_end(at), q.end + _REACH)]
    return _Pair(at - 1, at, low, high, frozenset(forms.domains.findall(around)))


def _together(page: Page, one: _Pair, other: _Pair) -> Draft | None:
    q = page.quantities
    if not one.domains & other.domains or not page.alike(one.numerator, other.numerator):
        return None
    wide = max(one.high - one.low, other.high - other.low) >= _WIDEST
    if wide or min(q[one.numerator].value, q[other.numerator].value) < _LEAST:
        return None
    low, high = max(one.low, other.low), min(one.high, other.high)
    marks = tuple(page.mark(i, role) for pair in (one, other) for i, role in ((pair.numerator, "numerator"), (pair.rate, "rate")))
    values = {
        "first": _range(one.low, one.high), "second": _range(other.low, other.high),
        "one": f"{shown(q[one.numerator].value)}÷{shown(q[one.rate].value)}%", "other": f"{shown(q[other.numerator].value)}÷{shown(q[other.rate].value)}%",
        "base": _range(low, high),
    }  # fmt: skip
    if low <= high:
        return Draft("implied-base", "implied-base", "consistent", False, marks, "base-shared", values, 1)
    if (low - high) * 100 <= _CLOSE * low:
        return Draft("implied-base", "implied-base", "cannot-tell", True, marks, "base-apart", values, 3, 2)
    return None


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}—{high}"
