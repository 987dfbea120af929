"""Percentages against the figures they are made of.

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
from linter.checks.relations.readings import (
    Reading,
    asked,
    based_elsewhere,
    counts_before,
    forced,
    in_row,
    named_base,
    quotient_of,
    readings_of,
    said,
    shares,
)

_HUNDRED = Fraction(100)
_NEAR = 15  # points between printed and computed within which a slip is likelier than another base
_STEM = 20  # characters of a rate's name before its last word
_SHARE = re.compile(r"(?P<subject>[^,。;:]{0,24}?)占(?P<of>[^,。;:]{0,24}?)的?(?:比例?|比重)?(?:为|达到?|约)?$")

_SHARE_OF = re.compile(r"[^,。;:]{0,6},?占[^,。;:]{0,10}")


class _Forms(NamedTuple):
    named: re.Pattern[str]
    tail: re.Pattern[str]  # the end of `named`: most words before a rate have none
    change: re.Pattern[str]
    above: tuple[str, ...]
    numerators: dict[str, list[str]]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    tail = rf"(?:{words.either('rate_names')})(?:均|都|分别)?(?:为|达到?|是|约)?[:]?$"
    return _Forms(
        re.compile(rf"(?P<stem>[\u4e00-\u9fff()]{{0,{_STEM}}}?){tail}"),
        re.compile(tail),
        re.compile(words.either("rate_changes")),
        words.words("rates_above"),
        words.table("rate_numerators"),
    )


def rates(page: Page) -> Iterator[Draft]:
    """Drafts of percentages, in the order of the text; those that tell a change are no shares."""
    forms = _forms(page.words)
    for at, q in enumerate(page.quantities):
        if q.kind == "rate" and q.unit == "%" and q.high is None:
            yield from _percentage(page, forms, at)


def _percentage(page: Page, forms: _Forms, at: int) -> Iterator[Draft]:
    gap = page.gaps[at]
    lead = gap[max(gap.rfind(","), gap.rfind(";"), gap.rfind(":")) + 1 :]
    if forms.change.search(lead):
        return
    q = page.quantities[at]
    if q.value > 100 and not lead.endswith(forms.above) and not any(word in lead for word in forms.above):
        named = _named(forms, lead)
        if named and named["stem"]:
            yield Draft("numerator", "percentage", "inconsistent", False, (page.mark(at, "rate"),), "rate-above", {"rate": shown(q.value)})
            return
    if q.approximate:
        return
    if gap == "的" and (between := _base_between(page, at)):
        yield from _judged_plainly(page, at, between)
        return
    share = _SHARE.search(lead) if "占" in lead else None
    base = named_base(page, at, share["of"]) if share else None
    if share and base is not None and (not share["subject"] or shares(share["subject"], said(page, at - 1), 2)):
        yield from _judged_plainly(page, at, Reading(at - 1, base))
        return
    named = None if share else _named(forms, lead)
    counts = counts_before(page, at)
    if not counts or not (share or named):
        return
    readings = list(readings_of(page, at, counts))
    for natural in readings:
        quotient = quotient_of(page, natural)
        if quotient is not None and rounding(quotient * 100, q.value, q.step) == "right":
            yield _draft(page, at, natural, "consistent", "percent-right")
            return
    stem = named["stem"] if named else ""
    if share and share["subject"] and not shares(share["subject"], said(page, counts[0]), 2):
        return  # 其中联合检查占19.6%: another numerator than the figure before
    of = share["of"] if share else None
    reading = forced(page, at, counts, of, stem)
    if reading:
        yield from _judged(page, at, reading, share=of is not None)
        return
    question = asked(page, at, counts, of, stem)
    if question:
        yield _draft(page, at, question, "cannot-tell", "percent-far", suspicious=True)
    else:
        yield from _tight(page, forms, at, counts, stem)


def _named(forms: _Forms, lead: str) -> re.Match[str] | None:
    """The name of a rate at the end of `lead`; looked for only where its last word stands and no farther back than it goes."""
    tail = forms.tail.search(lead)
    return forms.named.search(lead, max(0, tail.start() - _STEM)) if tail else None


def _base_between(page: Page, at: int) -> Reading | None:
    """调解成功1918件，占总数1962件的97.8%: the base stands between numerator and rate."""
    if at < 2 or page.sentences[at - 2] != page.sentences[at] or not page.alike(at - 1, at - 2) or not (page.exact[at - 1] and page.exact[at - 2]):
        return None
    if page.quantities[at - 1].kind != "count" or not page.values[at - 1]:
        return None
    return Reading(at - 2, at - 1) if _SHARE_OF.fullmatch(page.between(at - 2, at - 1)) else None


def _judged_plainly(page: Page, at: int, reading: Reading) -> Iterator[Draft]:
    """The verdict on a rate whose base is named beside it."""
    q = page.quantities[at]
    quotient = quotient_of(page, reading)
    if quotient is None:
        return
    verdict = rounding(quotient * 100, q.value, q.step)
    if verdict == "right":
        yield _draft(page, at, reading, "consistent", "percent-right")
    elif verdict == "cut":
        yield _draft(page, at, reading, "inconsistent", "percent-cut", lower=True)
    else:
        yield _draft(page, at, reading, "inconsistent", "percent-wrong")


def _judged(page: Page, at: int, reading: Reading, *, share: bool) -> Iterator[Draft]:
    """The verdict on a rate whose one reading does not give it."""
    q = page.quantities[at]
    quotient = quotient_of(page, reading)
    if quotient is None:
        return
    tied = in_row(page, reading.numerator, reading.denominator if reading.other is None else reading.other)
    if quotient > 1 and q.value <= _HUNDRED and (share or not tied):
        if tied and quotient < 2:
            yield _draft(page, at, reading, "cannot-tell", "percent-far", suspicious=True)
        return
    verdict = rounding(quotient * 100, q.value, q.step)
    near = tied or abs(quotient * 100 - q.value) <= _NEAR
    if not near or based_elsewhere(page, at, reading.numerator):
        yield _draft(page, at, reading, "cannot-tell", "percent-far", suspicious=True)
    elif verdict == "cut":
        yield _draft(page, at, reading, "inconsistent", "percent-cut", lower=True)
    else:
        yield _draft(page, at, reading, "inconsistent", "percent-wrong")


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
    if any(name in said(page, nearest) for name in forms.numerators.get(tail, [tail])) or not 0 < base.value <= 100 / q.step:
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
    quotient = quotient_of(page, reading)
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
    # where the part exceeds the whole, the part is looked at first
    point = 0 if quotient > 1 and rate.value <= _HUNDRED else len(marks) - 1
    return Draft("percentage", "percentage", verdict, suspicious, tuple(marks), reason, values, point, 4, lower)
