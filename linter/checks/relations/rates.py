"""Percentages and ratios against the figures they are made of.

A printed percentage must be a correct rounding of numerator ÷ denominator. Which figures those are, names and order say:
it is consistent where one natural reading holds, inconsistent only where the numerator is named, a denominator stands with it
and no reading holds; everything else is left alone.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import about, reachable, rounding, shown
from linter.checks.relations.page import Draft, Mark, Page, Words

_HUNDRED = Fraction(100)
_NEAR = 15  # points between printed and computed within which a slip is likelier than another base
_FAR = 400  # characters around a rate in which another base may stand
_NARROW = 10  # the same where the base stands a sentence before
_BACK = 6  # figures before a rate that are looked at
_REACH = 120  # characters before it
_SHARE = re.compile(r"(?P<subject>[^,。;:]{0,24}?)占(?P<of>[^,。;:]{0,24}?)的?(?:比例?|比重)?(?:为|达到?|约)?$")

_COMPARED = re.compile(r"[^,。;]{0,10},(?:比|较)(?:20\d\d年|上年|去年|上一年)(?:同期)?的?")

_BEHIND = re.compile(r"[^,。;]{0,12},[^,。;]{0,12}")
_PAIR = re.compile(
    r"(?P<one>[\u4e00-\u9fff()]{2,20}?)(?:与|和|同|及)(?P<two>[\u4e00-\u9fff()]{2,24}?)(?:之|受案|收案|数量)?比[例值率]?(?:约?为|达到?|是)?$"
)


class _Forms(NamedTuple):
    named: re.Pattern[str]
    change: re.Pattern[str]
    above: tuple[str, ...]
    all: re.Pattern[str]
    numerators: dict[str, list[str]]
    due: re.Pattern[str]
    origin: re.Pattern[str]
    from_to: re.Pattern[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    chain: re.Pattern[str]
    grown: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = "|".join(w for group in words.table("stages").values() for w in group)
    return _Forms(
        re.compile(rf"(?P<stem>[\u4e00-\u9fff()]{{0,20}}?)(?:{words.either('rate_names')})(?:均|都|分别)?(?:为|达到?|是|约)?[:]?$"),
        re.compile(words.either("rate_changes")),
        words.words("rates_above"),
        re.compile(words.either("share_of_all")),
        words.table("rate_numerators"),
        re.compile("应[^。,;]{0,8}$|应(?:出庭|到|参加|编制|报备|公开)"),
        re.compile(words.either("change_from")),
        re.compile(words.either("change_to")),
        re.compile(words.either("change_rise")),
        re.compile(words.either("change_fall")),
        re.compile(stages),
        re.compile(rf"[^。;]{{0,16}},(?:同比|较|比)[^,。;]{{0,8}}(?:{words.either('change_rise')}|{words.either('change_fall')}|多|少)了?"),
    )


class Reading(NamedTuple):
    """One way to read a rate: which figures make it. `other` is a second part of the base (取消258项，保留5项)."""

    numerator: int
    denominator: int
    other: int | None = None


def rates(page: Page) -> Iterator[Draft]:
    """Drafts of percentages, ratios and changes, in the order of the text."""
    forms = _forms(page.words)
    for at, q in enumerate(page.quantities):
        if q.kind == "rate" and q.unit == "%" and q.high is None:
            yield from _percentage(page, forms, at)
        elif q.kind == "ratio":
            yield from _ratio(page, at)
        elif q.unit == "倍" and at > 1:
            yield from _times(page, at)


def _percentage(page: Page, forms: _Forms, at: int) -> Iterator[Draft]:
    gap = page.gaps[at]
    lead = gap[max(gap.rfind(","), gap.rfind(";"), gap.rfind(":")) + 1 :]
    if forms.change.search(lead):
        yield from _change(page, forms, at, lead)
        return
    q = page.quantities[at]
    if q.value > 100 and not lead.endswith(forms.above) and not any(word in lead for word in forms.above):
        named = forms.named.search(lead)
        if named and named["stem"]:
            yield Draft("numerator", "percentage", "inconsistent", False, (page.mark(at, "rate"),), "rate-above", {"rate": shown(q.value)})
            return
    if q.approximate:
        return
    share = _SHARE.search(lead)
    named = None if share else forms.named.search(lead)
    counts = _counts_before(page, at)
    if not counts or not (share or named):
        return
    readings = list(_readings(page, forms, at, counts))
    for reading in readings:
        quotient = _quotient(page, reading)
        if quotient is not None and rounding(quotient * 100, q.value, q.step) == "right":
            yield _draft(page, at, reading, "consistent", "percent-right")
            return
    stem = named["stem"] if named else ""
    if share and share["subject"] and not _shares(share["subject"], _said(page, counts[0]), 2):
        return  # 其中联合检查占19.6%: another numerator than the figure before
    numerator = _forced(page, forms, at, counts, share["of"] if share else None, stem)
    if numerator is None:
        asked = _asked(page, forms, at, counts, share["of"] if share else None, stem)
        if asked:
            yield _draft(page, at, asked, "cannot-tell", "percent-far", suspicious=True)
            return
        yield from _tight(page, forms, at, counts, stem)
        return
    own = [r for r in readings if r.numerator == numerator]
    own = [r for r in own if r.other is None] or own
    if not own:
        return
    nearest = own[0]
    quotient = _quotient(page, nearest)
    if quotient is None or not all(page.quantities[i].exact for i in (nearest.numerator, nearest.denominator)):
        return
    if quotient > 1 and q.value <= 100 and (share or not _tied(page, nearest)):
        return
    verdict = rounding(quotient * 100, q.value, q.step)
    if _based_elsewhere(page, at, numerator):
        yield _draft(page, at, nearest, "cannot-tell", "percent-far", suspicious=True)
        return
    for reading in own:
        value = _quotient(page, reading)
        if value is not None and rounding(value * 100, q.value, q.step) == "cut":
            nearest, quotient, verdict = reading, value, "cut"
    if verdict == "cut":
        yield _draft(page, at, nearest, "inconsistent", "percent-cut", lower=True)
    elif abs(quotient * 100 - q.value) <= _NEAR or _tied(page, nearest):
        yield _draft(page, at, nearest, "inconsistent", "percent-wrong")
    else:
        yield _draft(page, at, nearest, "cannot-tell", "percent-far", suspicious=True)


def _counts_before(page: Page, at: int) -> list[int]:
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


def _readings(page: Page, forms: _Forms, at: int, counts: list[int]) -> Iterator[Reading]:
    """Natural readings, nearest figures first: each count of an earlier one, or of itself and its neighbour together.

    The numerator stands in the sentence of the rate, where that holds any count.
    """
    own = [i for i in counts if page.sentences[i] == page.sentences[at]]
    for i, numerator in enumerate(own or counts):
        if forms.due.search(_said(page, numerator)):
            continue  # 应出庭40件 is a base
        for denominator in counts[i + 1 :]:
            if _alike(page, numerator, denominator):
                yield Reading(numerator, denominator)
        # named the other way round: 出庭38件，应出庭40件
        for denominator in own[:i]:
            if _alike(page, numerator, denominator):
                if page.quantities[denominator].value >= page.quantities[numerator].value:
                    yield Reading(numerator, denominator)
                yield Reading(numerator, numerator, denominator)
        for other in own[i + 1 : i + 2]:
            if _alike(page, numerator, other):
                yield Reading(numerator, numerator, other)


def _alike(page: Page, one: int, other: int) -> bool:
    """True where one may be a share of the other: the same unit, or units of cases or of persons."""
    units = page.quantities[one].unit == page.quantities[other].unit
    return units or (page.alike(one, other) and page.classes[one] in ("cases", "persons"))


def _quotient(page: Page, reading: Reading) -> Fraction | None:
    numerator, base = page.quantities[reading.numerator].value, page.quantities[reading.denominator].value
    if reading.other is not None:
        base += page.quantities[reading.other].value
    return numerator / base if base else None


def _forced(page: Page, forms: _Forms, at: int, counts: list[int], of: str | None, stem: str) -> int | None:
    """The numerator, where words name it and a denominator stands with it; None where the reading is open."""
    nearest = counts[0]
    if page.sentences[nearest] != page.sentences[at] or not page.quantities[nearest].exact:
        return None
    names: list[str] = []
    if of is None:
        tail = stem.replace("(", "").replace(")", "")[-2:]
        names = forms.numerators.get(tail, [tail] if len(tail) == 2 else [])
        # 应出庭40件，出庭38件: what is due is the base
        named = [i for i in counts[:3] if any(n in _said(page, i) for n in names) and not forms.due.search(_said(page, i))]
        if not named or page.sentences[named[0]] != page.sentences[at]:
            return None
        numerator = named[0]
        # 取消258项，保留5项，取消比例…: the neighbour belongs to the base
        if numerator != nearest and (counts.index(numerator) != 1 or not _in_row(page, numerator, nearest)):
            return None
    else:
        base = re.sub(forms.all, "", of)
        if base and not any(_shares(base, _said(page, i), 2) for i in counts[1:]):
            return None
        numerator = nearest
    for i in counts:
        if i == numerator or not _alike(page, i, numerator) or not page.quantities[i].exact:
            continue
        # 其中诉前化解12件、诉中化解23件，化解率…: a neighbour in the list is no base, nor is what the rate names as well
        if "、" in page.text[page.quantities[min(i, numerator)].end : page.quantities[max(i, numerator)].start] and "其中" not in page.gaps[numerator]:
            continue
        if any(n in _said(page, i) for n in names) and not forms.due.search(_said(page, i)):
            continue
        if _linked(page, forms, i, numerator) or (of == "" and _in_row(page, i, numerator)):
            return numerator
    return None


def _asked(page: Page, forms: _Forms, at: int, counts: list[int], of: str | None, stem: str) -> Reading | None:
    """A reading with the base in the sentence before, where it misses narrowly: worth a question, no more."""
    numerator = counts[0]
    if page.sentences[numerator] != page.sentences[at] or not page.quantities[numerator].exact:
        return None
    names = forms.numerators.get(stem[-2:], [stem[-2:]]) if of is None else []
    if (of is None and not any(n in _said(page, numerator) for n in names)) or (of and re.sub(forms.all, "", of)):
        return None
    for base in counts[1:]:
        if page.sentences[base] == page.sentences[numerator] or not _alike(page, base, numerator) or not page.quantities[base].exact:
            continue
        quotient = _quotient(page, Reading(numerator, base))
        near = quotient is not None and abs(quotient * 100 - page.quantities[at].value) <= _NARROW
        told = page.gaps[numerator] + page.quantities[numerator].noun
        between = page.text[page.quantities[base].end : page.quantities[numerator].start]
        if near and (_shares(page.quantities[base].noun + page.tail(base), told, 2) or (of == "" and "。" not in between)):
            return Reading(numerator, base)
    return None


def _based_elsewhere(page: Page, at: int, numerator: int) -> bool:
    """True where a figure farther off is a base that gives the rate: then which base is meant is open."""
    q, part = page.quantities[at], page.quantities[numerator]
    first, last = page.inside(q.start - _FAR, q.start + _FAR)
    for i in range(first, last):
        base = page.quantities[i]
        fits = i != numerator and base.kind == "count" and base.unit == part.unit and page.exact[i] and base.value
        if fits and rounding(part.value / base.value * 100, q.value, q.step) == "right":
            return True
    return False


def _said(page: Page, at: int) -> str:
    """The words that name a count: what stands before it in its clause, and its noun."""
    gap = page.gaps[at]
    return gap[max(gap.rfind(","), gap.rfind(";"), gap.rfind(":")) + 1 :] + page.quantities[at].noun


def _shares(one: str, other: str, size: int = 4) -> bool:
    return any(one[i : i + size] in other for i in range(len(one) - size + 1))


def _in_row(page: Page, first: int, second: int) -> bool:
    low, high = min(first, second), max(first, second)
    return high - low == 1 and page.sentences[low] == page.sentences[high]


def _linked(page: Page, forms: _Forms, denominator: int, numerator: int) -> bool:
    """True where numerator and denominator stand together: 其中, stages of the same cases, due and done, the same noun."""
    if page.sentences[denominator] != page.sentences[numerator]:
        return False
    low, high = min(denominator, numerator), max(denominator, numerator)
    between = page.text[page.quantities[low].end : page.quantities[high].start]
    said = _said(page, numerator)
    noun, other = page.quantities[numerator].noun, page.quantities[denominator].noun
    if "其中" in between or forms.due.search(_said(page, denominator)):
        return True
    if high - low == 1 and (len(noun) <= 6 or _shares(noun, other, 2)):
        return True
    return bool(forms.chain.search(said)) or all(len(page.quantities[i].noun) <= 8 for i in range(low + 1, high + 1))


def _tied(page: Page, reading: Reading) -> bool:
    """True where denominator and numerator stand side by side, so that no other base comes into question."""
    return _in_row(page, reading.numerator, reading.denominator)


def _tight(page: Page, forms: _Forms, at: int, counts: list[int], stem: str) -> Iterator[Draft]:
    """参考40人，通过率97.3%: no whole number out of 40 gives that."""
    nearest = counts[0]
    q, base = page.quantities[at], page.quantities[nearest]
    if len(counts) > 1 and page.sentences[counts[1]] == page.sentences[at]:
        return
    between = page.text[base.end : q.start]
    tail = stem[-2:]
    if tail not in forms.numerators or page.sentences[nearest] != page.sentences[at] or not base.exact or not between.startswith(",") or "," in between[1:] or q.value >= 100:
        return
    if any(name in _said(page, nearest) for name in forms.numerators.get(tail, [tail])) or not 0 < base.value <= 100 / q.step:
        return
    if page.classes[nearest] in ("cases", "persons") and not reachable(base.value, q.value, q.step):
        low = Fraction(base.value * q.value // 100)
        marks = (page.mark(at, "rate"), page.mark(nearest, "denominator"))
        values = {
            "rate": shown(q.value), "base": shown(base.value), "low": shown(low), "high": shown(low + 1),
            "below": about(low / base.value * 100), "above": about((low + 1) / base.value * 100),
        }  # fmt: skip
        yield Draft("implied-base", "implied-base", "cannot-tell", True, marks, "rate-unreachable", values, 0, 5)


def _draft(page: Page, at: int, reading: Reading, verdict: str, reason: str, *, suspicious: bool = False, lower: bool = False) -> Draft:
    q = page.quantities
    rate, numerator = q[at], q[reading.numerator]
    quotient = _quotient(page, reading)
    assert quotient is not None
    # readers of the value take 1 for the whole: a rate of up to one per cent that holds is given as a share
    value = rate.value / 100 if rate.value <= 1 and verdict == "consistent" else rate.value
    marks = [page.mark(reading.numerator, "numerator")]
    base = shown(q[reading.denominator].value)
    if reading.other is None:
        marks.append(page.mark(reading.denominator, "denominator"))
    else:
        other = q[reading.other]
        base = f"({base}+{shown(other.value)})"
        whole = q[reading.denominator].value + other.value
        marks.append(Mark(other.start, other.end, shown(whole), "denominator"))
    marks.append(Mark(rate.start, rate.end, shown(value), "rate"))
    digits = len(shown(rate.step).partition(".")[2])
    values = {
        "numerator": shown(numerator.value),
        "base": base,
        "computed": about(quotient * 100, max(2, digits)),
        "rounded": about(quotient * 100, digits),
        "rate": shown(rate.value),
    }
    return Draft("percentage", "percentage", verdict, suspicious, tuple(marks), reason, values, len(marks) - 1, 4, lower)


def _change(page: Page, forms: _Forms, at: int, lead: str) -> Iterator[Draft]:
    """由120件增加到150件，增长25%: the change against the earlier figure."""
    q = page.quantities
    rise, fall = forms.rise.search(lead), forms.fall.search(lead)
    if at < 2 or bool(rise) == bool(fall) or q[at].approximate or page.sentences[at - 2] != page.sentences[at]:
        return
    if forms.grown.fullmatch(page.between(at - 2, at - 1)):
        yield from _growth(page, at, rise is not None)
        return
    earlier, later = q[at - 2], q[at - 1]
    between, behind = page.between(at - 2, at - 1), page.between(at - 1, at)
    if _COMPARED.fullmatch(between) and re.fullmatch(r"[^,。;]{0,10}", behind):
        earlier, later = later, earlier  # 检查3120次，比上年的3860次下降19.2%
    elif "," in between or not forms.origin.search(page.gaps[at - 2]) or not forms.from_to.search(between) or not _BEHIND.fullmatch(behind):
        return
    if not page.alike(at - 2, at - 1) or not earlier.value or not all(x.high is None and not x.approximate for x in (earlier, later)):
        return
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


def _ratio(page: Page, at: int) -> Iterator[Draft]:
    """复议与诉讼之比为2.3∶1: the first figure by the second, where the names say which they are."""
    q = page.quantities[at]
    head, _, foot = page.text[q.start : q.end].partition(":")
    if foot != "1":
        return
    rate = Mark(q.start, q.start + len(head), shown(q.value), "rate")
    counts = [i for i in _counts_before(page, at) if page.quantities[i].exact]
    named = _PAIR.search(page.gaps[at])
    first = second = None
    if named:
        one, two = _own_words(named["one"], named["two"])
        # the nearest figure that each name fits and the other does not
        first = next((i for i in counts if any(w in page.quantities[i].noun for w in one) and not any(w in page.quantities[i].noun for w in two)), None)
        second = next((i for i in counts if any(w in page.quantities[i].noun for w in two) and not any(w in page.quantities[i].noun for w in one)), None)
    if first is None or second is None or not page.alike(first, second) or not page.quantities[second].value:
        return
    quotient = page.quantities[first].value / page.quantities[second].value
    state = rounding(quotient, q.value, q.step)
    values = {
        "numerator": shown(page.quantities[first].value), "base": shown(page.quantities[second].value),
        "computed": about(quotient), "rate": shown(q.value),
    }  # fmt: skip
    marks = (page.mark(first, "numerator"), page.mark(second, "denominator"), rate)
    if state == "right":
        yield Draft("ratio", "ratio", "consistent", False, marks, "ratio-right", values, 2)
    elif q.approximate or abs(quotient - q.value) > max(Fraction(1), q.value / 2):
        yield Draft("ratio", "ratio", "cannot-tell", True, marks, "ratio-far", values, 2, 3)
    else:
        yield Draft("ratio", "ratio", "inconsistent", False, marks, "ratio-wrong", values, 2, 3, state == "cut")


def _own_words(one: str, two: str) -> tuple[list[str], list[str]]:
    """Pairs of characters of each name that the other has not: 行政复议 and 行政诉讼 differ in 复议 and 诉讼."""
    first = [one[i : i + 2] for i in range(len(one) - 1)]
    second = [two[i : i + 2] for i in range(len(two) - 1)]
    return [w for w in first if w not in two], [w for w in second if w not in one]


def _times(page: Page, at: int) -> Iterator[Draft]:
    """收案233件，是诉讼案件90件的2.6倍."""
    q = page.quantities
    if page.between(at - 1, at) != "的" or not re.fullmatch(r",?[^,。;]{0,4}(?:是|为|相当于)[^,。;]{0,24}", page.between(at - 2, at - 1)):
        return
    if not page.alike(at - 2, at - 1) or q[at].approximate or not q[at - 1].value or not all(q[i].exact for i in (at - 2, at - 1)):
        return
    quotient = q[at - 2].value / q[at - 1].value
    state = rounding(quotient, q[at].value, q[at].step)
    values = {"numerator": shown(q[at - 2].value), "base": shown(q[at - 1].value), "computed": about(quotient), "rate": shown(q[at].value)}
    rate = Mark(q[at].start, q[at].end - len(q[at].unit), shown(q[at].value), "rate")
    marks = (page.mark(at - 2, "numerator"), page.mark(at - 1, "denominator"), rate)
    right = state == "right"
    yield Draft("ratio", "ratio", "consistent" if right else "inconsistent", False, marks, "ratio-right" if right else "ratio-wrong", values, 2, 3, state == "cut")
