"""Which figures a rate is made of: the readings that order leaves open, and the one that words force."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import rounding
from linter.checks.relations.page import Page, Words

_FAR = 400  # characters around a rate in which another base may stand
_NARROW = 10  # points between printed and computed that make a base a sentence before worth a question
_BACK = 6  # figures before a rate that are looked at
_ROW = 16  # figures before a share in which its base is looked for
_REACH = 120  # characters before it


class _Forms(NamedTuple):
    all: re.Pattern[str]
    numerators: dict[str, list[str]]
    due: re.Pattern[str]
    rest: re.Pattern[str]
    qualifiers: tuple[str, ...]
    chain: re.Pattern[str]
    counted: re.Pattern[str]
    opened: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = "|".join(w for group in words.table("stages").values() for w in group)
    return _Forms(
        re.compile(words.either("share_of_all")),
        words.table("rate_numerators"),
        re.compile(rf"应[^。,;]{{0,8}}$|(?:{words.either('due')})"),
        re.compile(words.either("rate_rests")),
        words.words("rate_qualifiers"),
        re.compile(stages),
        re.compile(rf"(?P<verb>{words.either('counted_by')})(?:{words.either('counted_as')})"),
        re.compile(rf"(?:{words.either('counted_openers')}){{1,2}}$"),
    )


class Reading(NamedTuple):
    """One way to read a rate: which figures make it. `other` is a second part of the base (取消258项，保留5项)."""

    numerator: int
    denominator: int
    other: int | None = None


def counts_before(page: Page, at: int) -> list[int]:
    """Indices of the counts before a rate, nearest first: of its sentence, and of the one before in the same item."""
    out = []
    start = page.quantities[at].start
    sentence = page.sentences[at]
    for i in range(at - 1, max(at - _BACK, 0) - 1, -1):
        q = page.quantities[i]
        if start - q.start > _REACH or sentence - page.sentences[i] > 1 or page.item(i) != page.item(at):
            break
        if q.kind == "count" and q.high is None:
            out.append(i)
    return out


def readings_of(page: Page, at: int, counts: list[int]) -> Iterator[Reading]:
    """Natural readings, nearest figures first: each count of an earlier one, or of itself and its neighbour together.

    The numerator stands in the sentence of the rate, where that holds any count.
    """
    forms = _forms(page.words)
    own = [i for i in counts if page.sentences[i] == page.sentences[at]]
    for i, numerator in enumerate(own or counts):
        if forms.due.search(said(page, numerator)):
            continue  # 应出庭40件 is a base
        for denominator in counts[i + 1 :]:
            if _alike(page, numerator, denominator):
                yield Reading(numerator, denominator)
        # named the other way round: 出庭38件，应出庭40件
        for denominator in own[:i]:
            if _alike(page, numerator, denominator) and page.values[denominator] >= page.values[numerator]:
                yield Reading(numerator, denominator)
        # 取消258项，保留5项: what is left makes the base together with the numerator
        for other in (*own[max(i - 1, 0) : i], *own[i + 1 : i + 2]):
            if _alike(page, numerator, other) and forms.rest.search(said(page, other)):
                yield Reading(numerator, numerator, other)


def forced(page: Page, at: int, counts: list[int], of: str | None, stem: str) -> Reading | None:
    """The reading that words leave: the numerator is named and a base stands with it; None where the reading is open."""
    forms = _forms(page.words)
    nearest = counts[0]
    if page.sentences[nearest] != page.sentences[at] or not page.quantities[nearest].exact:
        return None
    names: list[str] = []
    if of is None:
        tail = stem.replace("(", "").replace(")", "")[-2:]
        names = forms.numerators.get(tail, [tail] if len(tail) == 2 else [])
        # 应出庭40件，出庭38件: what is due is the base
        named = [i for i in counts[:3] if any(n in said(page, i) for n in names) and not forms.due.search(said(page, i))]
        # 出庭38件，其中正职出庭12件，出庭率…: the parts of a numerator are none
        inner = max((k for k, i in enumerate(named) if "其中" in page.gaps[i]), default=-1) + 1
        skipped = counts.index(named[inner]) if 0 < inner < len(named) else 0
        named = named[inner:] or named
        if not named or page.sentences[named[0]] != page.sentences[at]:
            return None
        numerator = named[0]
        if any(word in stem and word not in said(page, numerator) for word in forms.qualifiers):
            return None  # 办结1100件，按期办结率…: not all of them in time
        # 取消258项，保留5项，取消比例…: the neighbour belongs to the base
        if not skipped and numerator != nearest and (counts.index(numerator) != 1 or not in_row(page, numerator, nearest)):
            return None
    else:
        base = re.sub(forms.all, "", of)
        if base and not any(shares(base, said(page, i), 2) for i in counts[1:]):
            return None
        numerator = nearest
    for i in counts:
        if i == numerator or not _alike(page, i, numerator) or not page.quantities[i].exact:
            continue
        # 其中诉前化解12件、诉中化解23件，化解率…: a neighbour in the list is no base, nor is what the rate names as well
        between = page.text[page.quantities[min(i, numerator)].end : page.quantities[max(i, numerator)].start]
        if "、" in between and "其中" not in between and not between.startswith("、已"):
            continue
        # 19个问题整改销号17个: the words between belong to the numerator
        told = page.leads[i] if i == numerator - 1 and not re.search("[、,;。]", between) else said(page, i)
        if any(n in told for n in names) and not forms.due.search(said(page, i)):
            continue
        if _linked(page, forms, i, numerator) or (of == "" and in_row(page, i, numerator)):
            if i < numerator or forms.due.search(said(page, i)):
                return Reading(numerator, i)
            if forms.rest.search(said(page, i)):
                return Reading(numerator, numerator, i)
    return None


def asked(page: Page, at: int, counts: list[int], of: str | None, stem: str) -> Reading | None:
    """A reading with the base in the sentence before, where it misses narrowly: worth a question, no more."""
    forms = _forms(page.words)
    numerator = counts[0]
    if page.sentences[numerator] != page.sentences[at] or not page.quantities[numerator].exact:
        return None
    names = forms.numerators.get(stem[-2:], [stem[-2:]]) if of is None else []
    if (of is None and not any(n in said(page, numerator) for n in names)) or (of and re.sub(forms.all, "", of)):
        return None
    for base in counts[1:]:
        if page.sentences[base] == page.sentences[numerator] or not _alike(page, base, numerator) or not page.quantities[base].exact:
            continue
        quotient = quotient_of(page, Reading(numerator, base))
        near = quotient is not None and abs(quotient * 100 - page.quantities[at].value) <= _NARROW
        told = page.gaps[numerator] + page.quantities[numerator].noun
        between = page.text[page.quantities[base].end : page.quantities[numerator].start]
        if near and (shares(page.quantities[base].noun + page.tail(base), told, 2) or (of == "" and "。" not in between)):
            return Reading(numerator, base)
    return None


def named_base(page: Page, at: int, of: str) -> int | None:
    """The one count of the same item that a share names by its verb: 审结82件 … 调解结案17件，占审结件数的20.7%."""
    forms = _forms(page.words)
    found = forms.counted.fullmatch(of)
    numerator = page.quantities[at - 1] if at else None
    if not found or numerator is None or page.sentences[at - 1] != page.sentences[at] or not page.exact[at - 1]:
        return None
    bases = []
    for i in range(at - 2, max(at - _ROW, -1), -1):
        if page.item(i) != page.item(at) or page.quantities[at].start - page.starts[i] > _FAR:
            break
        if found["verb"] in page.leads[i] and page.quantities[i].unit == numerator.unit:
            bases.append(i)
    # two counts so named leave open which is meant
    if len(bases) != 1 or not page.exact[bases[0]] or not page.values[bases[0]]:
        return None
    lead = page.leads[bases[0]].lstrip("0123456789. ")
    return bases[0] if lead.startswith(found["verb"]) or lead.endswith(found["verb"]) or forms.opened.match(lead, 0, lead.find(found["verb"])) else None


def based_elsewhere(page: Page, at: int, numerator: int) -> bool:
    """True where a figure farther off is a base that gives the rate: then which base is meant is open."""
    q, part = page.quantities[at], page.quantities[numerator]
    first, last = page.inside(q.start - _FAR, q.start + _FAR)
    for i in range(first, last):
        base = page.quantities[i]
        fits = i != numerator and base.kind == "count" and base.unit == part.unit and page.exact[i] and base.value
        if fits and rounding(part.value / base.value * 100, q.value, q.step) == "right":
            return True
    return False


def quotient_of(page: Page, reading: Reading) -> Fraction | None:
    numerator, base = page.quantities[reading.numerator].value, page.quantities[reading.denominator].value
    if reading.other is not None:
        base += page.quantities[reading.other].value
    return numerator / base if base else None


def in_row(page: Page, first: int, second: int) -> bool:
    low, high = min(first, second), max(first, second)
    return high - low == 1 and page.sentences[low] == page.sentences[high]


def said(page: Page, at: int) -> str:
    """The words that name a count: what stands before it in its clause, and its noun."""
    gap = page.gaps[at]
    return gap[max(gap.rfind(","), gap.rfind(";"), gap.rfind(":"), gap.rfind("。")) + 1 :] + page.quantities[at].noun


def shares(one: str, other: str, size: int = 4) -> bool:
    return any(one[i : i + size] in other for i in range(len(one) - size + 1))


def _alike(page: Page, one: int, other: int) -> bool:
    """True where one may be a share of the other: the same unit, or units of cases or of persons."""
    units = page.quantities[one].unit == page.quantities[other].unit
    return units or (page.alike(one, other) and page.classes[one] in ("cases", "persons"))


def _linked(page: Page, forms: _Forms, denominator: int, numerator: int) -> bool:
    """True where numerator and denominator stand together: 其中, stages of the same cases, due and done, the same noun."""
    if page.sentences[denominator] != page.sentences[numerator]:
        return False
    low, high = min(denominator, numerator), max(denominator, numerator)
    between = page.text[page.quantities[low].end : page.quantities[high].start]
    noun, other = page.quantities[numerator].noun, page.quantities[denominator].noun
    if "其中" in between or forms.due.search(said(page, denominator)):
        return True
    if high - low == 1 and (len(noun) <= 6 or shares(noun, other, 2)):
        return True
    return bool(forms.chain.search(said(page, numerator))) or all(len(page.quantities[i].noun) <= 8 for i in range(low + 1, high + 1))
