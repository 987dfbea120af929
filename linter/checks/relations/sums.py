"""Totals and the parts that a word opens: 共44项，其中A 12项、B 32项; 公布128项（许可23项、处罚105项）.

A list of parts is closed where it says so (包括, 分别为) or ends in a residual (其他, 另外); only then a sum that falls short
contradicts the total. 其中 alone may leave parts out. Parts that add up to more than the total contradict it, unless they
may overlap.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.adding import apart, sum_draft, values_of
from linter.checks.relations.arithmetic import added
from linter.checks.relations.page import Draft, Number, Page, Words
from linter.checks.relations.totals import named_places, totals
from linter.facts.numbers import number_of

_REACH = 60  # characters between a total and its first part
_TALE = 30  # of them before the word that opens the parts
_LEAD = 40  # characters that name a part
_SHORT = 8  # of a part that is told by a bare word
_BARE = 6  # of one that is nothing but what became of it: 维持72件
_ROW = 12  # figures in a row before a list that it may divide
_MOST = 80  # parts of one list
_OF_THEM = re.compile(r",[^,。;:()\n]{2,20}的(?:只|仅|共)?有")
_LIST_JOINTS = re.compile(r"[、,;和及与]")
_GRADED = re.compile("(?P<number>[两二三四五])级[^,。;、\n]{0,14}$")
_STOPS = re.compile(r"[。!?\n]")


class _Forms(NamedTuple):
    opener: re.Pattern[str]
    first: re.Pattern[str]  # the characters one of which an opener has: most gaps have none
    residual: re.Pattern[str]
    ends: re.Pattern[str]
    stages: re.Pattern[str]
    overlapping: re.Pattern[str]
    closing: frozenset[str]
    open: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = "|".join(w for group in words.table("stages").values() for w in group)
    return _Forms(
        re.compile(
            rf"\(?(?P<word>{words.either('parts_loose')}|{words.either('parts_closing')})(?:{words.either('parts_open')})?有?[,:]?|(?P<mark>[:(])"
        ),
        re.compile("[:(" + re.escape("".join(word[0] for key in ("parts_loose", "parts_closing") for word in words.words(key))) + "]"),
        re.compile(words.either("residual")),
        re.compile(rf"[、,;和及与](?:并|已|均)?(?:{words.either('parts_end')})|[,;](?:并|已|均)?(?:{words.either('parts_done')})"),
        re.compile(rf"[,;、](?:已|共|新)?(?:{stages})"),
        re.compile(words.either("overlapping")),
        frozenset((*words.words("parts_closing"), ":", "(")),
        re.compile(words.either("parts_open")),
    )


class _List(NamedTuple):
    """Indices of the parts, the marks between them, and what their list says of itself."""

    parts: tuple[int, ...]
    joints: str
    residual: bool
    closed: bool
    open: bool


def sums(page: Page) -> Iterator[Draft]:
    """Drafts of sums and subsets, in the order of the text."""
    forms = _forms(page.words)
    for at in range(1, len(page.quantities)):
        before, here = page.quantities[at - 1], page.quantities[at]
        if here.start - before.end > _REACH or here.kind == "rate":
            continue
        gap = page.text[before.end : here.start]
        drafts = list(_opened(page, forms, at, gap)) if forms.first.search(gap) and forms.opener.search(gap) else []
        if not drafts and gap.endswith("有"):
            drafts = list(_also(page, forms, at, gap))
        if not drafts and page.classes[at - 1] == page.classes[at]:
            drafts = totals(page, at, gap)
        yield from drafts
    yield from named_places(page)


def _opened(page: Page, forms: _Forms, first: int, gap: str) -> Iterator[Draft]:
    """共44项。其中A …: the total stands before `gap`, the first part behind it."""
    found = forms.opener.search(gap)
    while found:
        tale, lead = gap[: found.start()], gap[found.end() :]
        word = found["word"] or found["mark"]
        sound = (
            len(tale) <= _TALE
            and len(lead) <= _LEAD
            and "\n" not in gap
            and "。" not in lead
            and ";" not in lead
            and tale.count("。") + tale.count(";") <= (tale[-1:] in ("。", ";"))
            and lead.count("(") >= lead.count(")")
            and (word not in ("有", "含", "即", ":") or tale in ("", ",", "("))
            and (word != "有" or not lead)
        )
        if sound:
            break
        found = forms.opener.search(gap, found.end())
    if not found:
        return
    word = found["word"] or found["mark"]
    listed = _listed(page, forms, first, gap, word, found.group())
    if word in ":(" and len(listed.parts) < 2:
        return
    total = _total_of(page, first)
    if total is None:
        return
    bracketed = "(" in gap
    yield from _weighed(page, forms, total, listed, ambiguous=not bracketed and _in_a_row(page, forms, total))


def _also(page: Page, forms: _Forms, first: int, gap: str) -> Iterator[Draft]:
    """行政许可事项236项，同步在乡级实施的有5项."""
    total = _total_of(page, first) if _OF_THEM.fullmatch(gap) else None
    if total is not None:
        listed = _listed(page, forms, first, gap, "其中", "其中")
        yield from _weighed(page, forms, total, listed, ambiguous=_in_a_row(page, forms, total))


def _listed(page: Page, forms: _Forms, first: int, gap: str, word: str, opener: str) -> _List:
    """The parts from quantity `first` on."""
    parts = [first]
    joints: list[str] = []
    depth = base = gap.count("(") - gap.count(")")
    semicolons = ":" in opener or ";" in gap
    residual = bool(forms.residual.search(gap.rpartition(word)[2])) and word not in ":("
    last = first
    resume = page.quantities[first].end
    end = min(len(page.quantities), first + _MOST)
    at = first + 1
    while at < end:
        between = page.between(at - 1, at)
        if len(between) > _REACH or _STOPS.search(between):
            break
        for mark in between:
            depth += (mark == "(") - (mark == ")")
            if depth < base:
                break
        if depth < base:
            break
        if depth > base:
            at += 1
            continue  # an insertion: (其中一般程序12件)
        between = page.text[resume : page.starts[at]]
        if page.quantities[at].kind == "rate" or not page.alike(at, first):
            if page.quantities[at].kind != "rate" and "," in between:
                break
            if page.quantities[at].kind == "rate":
                resume = page.quantities[at].end  # 简易程序30件，占60%，普通程序20件
            at += 1
            continue
        between = _without_brackets(between)
        if between.startswith(";") and len(between) <= _SHORT and len(parts) == 1:
            semicolons = True
        if (";" in between and not semicolons) or not _LIST_JOINTS.search(between):
            break
        if residual and "、" not in between:
            break
        if forms.ends.search(between) or (forms.stages.search(between) and not forms.residual.search(between)):
            break
        joint = next((mark for mark in ";,、" if mark in between), "、")
        rest = bool(forms.residual.search(between))
        if joint == "," and "、" in joints and not rest and not _kindred(page, (*parts[-1:], at)):
            break  # 部门2件、乡镇3件，经审查纠正1件
        parts.append(at)
        joints.append(joint)
        residual = rest
        last = at
        resume = page.quantities[at].end
        at += 1
    behind = page.text[page.quantities[last].end :][:3]
    opened = bool(forms.open.search(opener)) or behind.startswith("等")
    return _List(tuple(parts), "".join(joints), residual, word in forms.closing, opened)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _total_of(page: Page, first: int) -> int | None:
    """The quantity that the parts from `first` on divide: the nearest before it that counts the same kind of thing."""
    sentence = page.sentences[first - 1]
    for at in range(first - 1, max(first - 5, -1), -1):
        if page.sentences[at] != sentence:
            return None
        if page.alike(at, first) and page.quantities[at].kind != "rate":
            return at
    return None


def _in_a_row(page: Page, forms: _Forms, total: int) -> bool:
    """True where the total is one of several in a row (制定1件、修改2件、废止1件，其中…): which of them is divided is not said."""
    at = total - 1
    while at >= max(0, total - _ROW) and page.sentences[at] == page.sentences[total]:
        if page.alike(at, total) and page.quantities[at].kind != "rate":
            if _staged(page, forms, total):
                return False
            if at == total - 1 and "、" in page.gaps[total]:
                return True
            one, other = page.leads[at], page.leads[total]
            same = any(other[i : i + 2] in one for i in range(len(other) - 1))  # 应出庭46件，实际出庭45件
            return not same
        at -= 1
    return False


def _weighed(page: Page, forms: _Forms, total: int, listed: _List, *, ambiguous: bool) -> Iterator[Draft]:
    q = page.quantities
    whole = q[total]
    parts = listed.parts
    numbers = [page.values[p] for p in parts]
    exact = all(q[i].high is None and not q[i].approximate for i in (total, *parts))
    if len(parts) == 1:
        yield from _single(page, total, parts[0], listed, ambiguous=ambiguous)
        return
    totals = _candidates(page, total) if ambiguous else [(page.values[total], (total,))]
    if exact:
        for size in range(len(parts), 1, -1):
            if size < len(parts) and listed.joints[size - 1] == "、":
                continue  # a list goes on as long as its marks are the same
            amount = sum(numbers[:size])
            for value, indices in totals:
                if amount == value and len(indices) == 1:
                    yield sum_draft(page, "sum", "sum", "consistent", False, indices[0], parts[:size], "sum-equal")
                    return
                if amount == value and size == len(parts):
                    yield _combined(page, indices, parts, "consistent", "sum-combined-equal")
                    return
    amount = sum(numbers)
    if ambiguous:
        if exact and listed.residual and not listed.open:
            indices = totals[-1][1]
            yield _combined(page, indices, parts, "cannot-tell", "sum-unplaced", suspicious=True)
        return
    if not exact:
        verdict = "consistent" if amount <= whole.value and whole.high is None and whole.step <= 1 else "cannot-tell"
        yield sum_draft(page, "sum", "subset", verdict, False, total, parts, "subset")
        return
    unequal = _unequal(page, forms, total, listed, amount)
    if unequal:
        yield unequal


def _unequal(page: Page, forms: _Forms, total: int, listed: _List, amount: Number) -> Draft | None:
    """The verdict on exact parts that do not add up to their total; None where they are too many to be its parts."""
    whole, parts = page.values[total], listed.parts
    # figures printed in 万 are rounded, each by half of its last digit at most
    slack = sum((page.quantities[i].step for i in (total, *parts) if not page.exact[i]), Fraction(0)) / 2
    if apart(amount, whole) <= slack:
        return sum_draft(page, "sum", "sum", "cannot-tell", False, total, parts, "sum-above" if amount > whole else "sum-short")
    if amount > 2 * whole and not (listed.closed or listed.residual or set(listed.joints) <= {"、", ";"}):
        return None  # not its list: …46件，72名…
    if amount > whole:
        overlap = any(forms.overlapping.search(page.leads[p]) for p in parts)
        bare = all(len(page.leads[p]) <= _BARE for p in parts)
        alike = set(listed.joints) <= {"、", ";"} or (_kindred(page, parts) and _named_after(page, total, parts)) or (bare and len(parts) > 2)
        if overlap or not (alike or listed.closed or listed.residual):
            return sum_draft(page, "sum", "sum", "cannot-tell", not overlap, total, parts, "sum-above", 2)
        return sum_draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-above")
    if not listed.open and _by_level(page, total, parts):
        return sum_draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-below")
    if not listed.open and (listed.residual or (listed.closed and 3 * amount >= whole)):
        return sum_draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-below")
    even = set(listed.joints) <= {"、", ";"} or _kindred(page, parts) or (len(parts) > 2 and all(len(page.leads[p]) <= _SHORT for p in parts))
    if not listed.open and even and 2 * amount >= whole:
        return sum_draft(page, "sum", "sum", "cannot-tell", True, total, parts, "sum-short", 3)
    return sum_draft(page, "sum", "subset", "consistent", False, total, parts, "subset")


def _by_level(page: Page, total: int, parts: Sequence[int]) -> bool:
    """True where the whole is said to have as many levels as there are parts: 三级工作站118个，其中区级1个、街道10个、社区104个."""
    found = _GRADED.search(page.leads[total] + page.quantities[total].noun) or _GRADED.search(page.gaps[total])
    named = all(any(level in page.leads[p][-4:] for level in page.words.words("levels")) for p in parts)
    return bool(found) and named and number_of(found["number"] if found else "").value == len(parts) > 1


def _kindred(page: Page, parts: Sequence[int]) -> bool:
    """True where the parts are named alike: …案卷(一般程序)12份，…案卷5份."""
    nouns = [_without_brackets(page.quantities[p].noun) for p in parts]
    return all(len(noun) >= 2 for noun in nouns) and len({noun[-2:] for noun in nouns}) == 1


def _named_after(page: Page, total: int, parts: Sequence[int]) -> bool:
    """True where the parts bear the name of the whole: 案卷17份, 行政处罚案卷12份."""
    suffix = _without_brackets(page.quantities[parts[0]].noun)[-2:]
    return _without_brackets(page.quantities[total].noun).endswith(suffix)


def _candidates(page: Page, total: int) -> list[tuple[Number, tuple[int, ...]]]:
    """What a list behind several figures in a row may divide: the last of them, the last two …, all together."""
    run = [total]
    at = total - 1
    while at >= max(0, total - _ROW) and page.sentences[at] == page.sentences[total]:
        if page.alike(at, total) and page.quantities[at].kind != "rate":
            run.insert(0, at)
        at -= 1
    out = []
    for first in range(len(run) - 1, -1, -1):
        indices = tuple(run[first:])
        out.append((sum(page.values[i] for i in indices), indices))
    return out


def _single(page: Page, total: int, part: int, listed: _List, *, ambiguous: bool) -> Iterator[Draft]:
    """其中 with one part: it cannot be more than the whole."""
    whole, piece = page.quantities[total], page.quantities[part]
    if ambiguous or whole.high is not None or piece.high is not None:
        return
    if piece.value <= whole.value:
        if whole.step <= 1:
            yield sum_draft(page, "part", "subset", "consistent", False, total, (part,), "subset-one")
    elif whole.exact and piece.exact and whole.unit == piece.unit:
        sure = _same_things(page, total, part)
        yield sum_draft(page, "part", "subset", "inconsistent" if sure else "cannot-tell", not sure, total, (part,), "part-above", 3)


def _same_things(page: Page, total: int, part: int) -> bool:
    """False where the part counts something else in the same unit: 检查单位17个，其中发现问题23个."""
    if page.classes[total] in ("cases", "persons"):
        return True
    one, other = page.quantities[total].noun, page.quantities[part].noun
    return not other or any(other[i : i + 2] in one for i in range(len(other) - 1))


def _staged(page: Page, forms: _Forms, at: int) -> bool:
    """True where quantity `at` is a stage of the cases counted before it (受理8件，审结6件)."""
    gap = page.gaps[at]
    return bool(forms.stages.match(gap, max(gap.rfind(","), gap.rfind(";"), gap.rfind("、"), 0)))


def _combined(page: Page, totals: Sequence[int], parts: Sequence[int], verdict: str, reason: str, *, suspicious: bool = False) -> Draft:
    """Parts of several figures together: 制定1件、修改2件，其中1件已备案，另外2件正在办理."""
    numbers, wholes = [page.values[p] for p in parts], [page.values[t] for t in totals]
    values = values_of(sum(numbers), sum(wholes), numbers) | {"wholes": added(wholes)}
    marks = (*(page.mark(t, "total") for t in totals), *(page.mark(p, "part") for p in parts))
    return Draft("sum", "sum", verdict, suspicious, marks, reason, values, len(totals), 6)
