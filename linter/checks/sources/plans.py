"""Plans for a number of years: those whose time is over, and five-year plans with a number that is not theirs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from linter.checks.context import Context
from linter.checks.matchers import folded
from linter.checks.sources.citations import Citation
from linter.checks.sources.surroundings import Surroundings
from linter.facts.ordinals import ordinal

TRIGGERS = ("个五年规划", "个五年计划", "个五年普法规划", "个规划(", "个规划》(", "个计划(")
_REACH = 40  # characters before a number in which its series is named
_LENGTH = 5
_PRINTED = r"[)》]{0,2}\(((?:19|20)\d\d)(?:年)?-((?:19|20)\d\d)(?:年)?\)"
_NUMBERED = re.compile(rf"第([一二三四五六七八九十0-9]{{1,3}})个(五年)?[^,。;:()\n]{{0,4}}?(?:规划|计划)(?:纲要)?(?:{_PRINTED})?")
_BESIDE = re.compile(rf"[^,。;、\n(]{{0,24}}?{_PRINTED}")
_RANGE = re.compile(r"\((?:19|20)\d\d(?:年)?-((?:19|20)\d\d)(?:年)?\)")
_CHINESE = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十")

Fault = tuple[int, int, str, dict[str, Any]]  # span, reason, values


def periods(table: dict[str, Any]) -> dict[str, list[int]]:
    """Folded name → first year, last year, and the years after the last and before the first in which it may be spoken of as going on."""
    return {folded(name): [entry["first"], entry["last"], entry.get("grace", 0), entry.get("early", 0)] for name, entry in table.items()}


def series(table: dict[str, Any]) -> dict[str, list[Any]]:
    """Series of five-year plans: words that name it, a first year, the number of the plan of that year."""
    return {name: [[folded(word) for word in entry["about"]], entry["first"], entry["number"]] for name, entry in table.items()}


def expired(spec: dict[str, Any], context: Context, citations: Sequence[Citation], near: Surroundings, year: int) -> Iterator[Fault]:
    """Plans named by their period (七五普法) or with their years (（2018—2020年）) that the clause speaks of as going on afterwards,
    or, for those named by their period, before they begin."""
    hits = context.scan.hits
    taken: set[int] = set()  # citations that a plan already told of stands in
    starts = [citation.start for citation in citations]
    for name, (first, last, grace, early) in spec["periods"].items():
        if name not in hits or first - early <= year <= last + grace:
            continue
        for start in hits[name]:
            end = start + len(name)
            if year > last:
                if _going_on(spec, near, start):
                    taken.add(bisect_right(starts, start) - 1)
                    yield start, end, "expired", {"last": last}
            elif _too_early(spec, near, start, end, first - year):
                yield start, end, "early", {"first": first}
    for number, citation in enumerate(citations):
        if not citation.owner or (citation.source is not None and citation.source.key in spec["leave"]):
            continue
        found = _RANGE.search(citation.title)
        last = int(found[1]) if found else _plan_end(citation)
        if not last or year <= last or number in taken:
            continue
        if _going_on(spec, near, citation.start, citation.start):
            yield citation.start, citation.end, "expired", {"last": last}


def _plan_end(citation: Citation) -> int:
    source = citation.source
    return int(source.end[:4]) if source is not None and source.kind == "plan" and source.end else 0


def _going_on(spec: dict[str, Any], near: Surroundings, start: int, before: int | None = None) -> bool:
    """True when the clause says that the plan is carried out and the sentence does not look back on it."""
    if near.holds(spec["except-near"], *near.around(start, "sentence")):
        return False
    left, right = near.around(start, "clause")
    return near.behind(tuple(spec["acting"]), start) or near.holds(spec["ongoing"], left, right if before is None else before)


def _too_early(spec: dict[str, Any], near: Surroundings, start: int, end: int, years: int) -> bool:
    """True when a plan that begins `years` after the report year is said to be carried out: not drafted, not got ready for, no task to come.

    In the year before it begins only a verb right in front of it says so: 对接、围绕、启动 are how one gets ready.
    """
    if near.role(start) == "plan" or near.view.startswith(tuple(spec["announced"]), end):
        return False
    sentence = near.around(start, "sentence")
    if near.holds(spec["except-near"], *sentence) or near.holds(spec["announced"], *sentence):
        return False
    return near.behind(tuple(spec["acting"]), start) or (years > 1 and near.holds(spec["ongoing"], *near.around(start, "clause")))


def misnumbered(spec: dict[str, Any], context: Context, near: Surroundings) -> Iterator[Fault]:
    """Five-year plans whose number and printed years belong to different plans: 第五个五年规划（2021—2025年）, “七五”普法规划（2021—2025年）."""
    hits, view = context.scan.hits, near.view
    seen: set[int] = set()
    for trigger in TRIGGERS:
        for at in hits.get(trigger, ()):
            start = view.rfind("第", max(0, at - 4), at)
            match = _NUMBERED.match(view, start) if start >= 0 and start not in seen else None
            seen.add(start)
            number = ordinal(match[1]) if match else None
            if match and number is not None and match[3]:
                right = _number_of(spec["series"], view[max(0, start - _REACH) : start], number, int(match[3]))
                if right:
                    yield start, match.end(), "misnumbered", {"right": f"第{right}个五年规划", "years": f"{match[3]}—{match[4]}"}
    for name, (first, last, *_) in spec["periods"].items():
        if name.startswith("第"):
            continue  # told above
        for start in hits.get(name, ()):
            match = _BESIDE.match(view, start + len(name))
            if match and (int(match[1]), int(match[2])) != (first, last) and int(match[2]) - int(match[1]) == last - first:
                yield start, match.end(), "period", {"name": name, "years": f"{first}—{last}"}


def _number_of(table: dict[str, list[Any]], before: str, number: int, first: int) -> str:
    """The number that a plan beginning in `first` has, in Chinese; '' where `number` is right or the series is not known."""
    named = [entry for entry in table.values() if any(word in before for word in entry[0])]
    rights = [begin + (first - year) // _LENGTH for _, year, begin in named or table.values() if (first - year) % _LENGTH == 0]
    if not rights or number in rights or (len(rights) > 1 and not named) or not 0 < rights[0] < len(_CHINESE):
        return ""
    return _CHINESE[rights[0]]
