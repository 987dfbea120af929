"""Totals and their parts: 共44项，其中A 12项、B 32项; A 12件、B 8件，共20件; 7个村14个社区设立工作室21个.

A list of parts is closed where it says so (包括, 分别为) or ends in a residual (其他, 另外); only then a sum that falls short
contradicts the total. 其中 alone may leave parts out. Parts that add up to more than the total contradict it, unless they
may overlap.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import added, shown
from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.facts.numbers import number_of

_REACH = 60  # characters between a total and its first part
_TALE = 30  # of them before the word that opens the parts
_LEAD = 40  # characters that name a part
_SHORT = 8  # of a part that is told by a bare word
_BARE = 6  # of one that is nothing but what became of it: 维持72件
_ROW = 12  # figures in a row before a list that it may divide
_MOST = 80  # parts of one list
_SCALES = ((100_000_000, "亿"), (10_000, "万"))
_LIST_JOINTS = re.compile(r"[、,;和及与]")
_STOPS = re.compile(r"[。!?\n]")


class _Forms(NamedTuple):
    opener: re.Pattern[str]
    residual: re.Pattern[str]
    ends: re.Pattern[str]
    stages: re.Pattern[str]
    overlapping: re.Pattern[str]
    total: re.Pattern[str]
    set_up: re.Pattern[str]
    places: re.Pattern[str]
    closing: frozenset[str]
    open: re.Pattern[str]
    divided: re.Pattern[str]  # any word of a partition's part: most gaps have none
    partitions: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = "|".join(w for group in words.table("stages").values() for w in group)
    table = words.table("partitions")
    partitions = tuple(
        (
            re.compile(f"(?:{'|'.join(table[whole])})[^、,;]{{0,16}}$"),
            re.compile(rf"[^、,;。]{{0,8}}[、,;:和及与](?:已|共|拟|予以|决定|建议|结果|其中|另有)*(?:{'|'.join(table[whole + '_parts'])})[^、,;]{{0,8}}$"),
            least,
        )
        for whole, least in (("decided", 3), ("reviewed", 2), ("received", 2), ("found", 2))
    )
    places = words.either("places")
    numeral = "[一二两三四五六七八九十]{1,3}个?"
    return _Forms(
        re.compile(
            rf"\(?(?P<word>{words.either('parts_loose')}|{words.either('parts_closing')})(?:{words.either('parts_open')})?有?[,:]?|(?P<mark>[:(])"
            r"|,(?P<also>[^,。;:()\n]{2,20}的)(?:只|仅|共)?有$"
        ),
        re.compile(words.either("residual")),
        re.compile(rf"[、,;和及与](?:并|已|均)?(?:{words.either('parts_end')})|[,;](?:并|已|均)?(?:{words.either('parts_done')})"),
        re.compile(rf"[,;](?:已|共|新)?(?:{stages})"),
        re.compile(words.either("overlapping")),
        re.compile(rf"[,、;(。]?等?(?:全年|累计)?(?:{words.either('total_after')})(?:有|为|达)?"),
        re.compile(words.either("set_up")),
        # opens with a character class, so that the regex engine skips to it
        re.compile(rf"[一二两三四五六七八九十][一二三四五六七八九十]{{0,2}}个?(?:{places})(?:{numeral}(?:{places})){{1,3}}"),
        frozenset((*words.words("parts_closing"), ":", "(")),
        re.compile(words.either("parts_open")),
        re.compile("|".join(sorted({w for key, group in table.items() if key.endswith("_parts") for w in group}))),
        partitions,
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
        drafts = list(_opened(page, forms, at, gap)) if forms.opener.search(gap) else []
        if not drafts and page.classes[at - 1] == page.classes[at]:
            if forms.total.fullmatch(gap):
                drafts = list(_totalled(page, forms, at))
            elif "," not in gap and forms.set_up.search(gap):
                drafts = list(_gathered(page, at, gap))
            if not drafts and forms.divided.search(gap):
                drafts = list(_divided(page, forms, at, gap))
        yield from drafts
    yield from _placed(page, forms)


def _opened(page: Page, forms: _Forms, first: int, gap: str) -> Iterator[Draft]:
    """共44项。其中A …: the total stands before `gap`, the first part behind it."""
    found = forms.opener.search(gap)
    while found:
        tale, lead = gap[: found.start()], gap[found.end() :]
        word = found["word"] or found["mark"] or "其中"
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
    word = found["word"] or found["mark"] or "其中"
    listed = _listed(page, forms, first, gap, word, found.group())
    if word in ":(" and len(listed.parts) < 2:
        return
    total = _total_of(page, forms, first)
    if total is None:
        return
    bracketed = "(" in gap
    yield from _weighed(page, forms, total, listed, ambiguous=not bracketed and _in_a_row(page, forms, total))


def _listed(page: Page, forms: _Forms, first: int, gap: str, word: str, opener: str) -> _List:
    """The parts from quantity `first` on."""
    parts = [first]
    joints: list[str] = []
    depth = base = gap.count("(") - gap.count(")")
    semicolons = ":" in opener or ";" in gap
    residual = bool(forms.residual.search(gap.rpartition(word)[2])) and word not in ":("
    last = first
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
        between = page.text[page.quantities[last].end : page.quantities[at].start]
        if page.quantities[at].kind == "rate" or not page.alike(at, first):
            if page.quantities[at].kind != "rate" and "," in between:
                break
            at += 1
            continue
        between = _without_brackets(between)
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
        at += 1
    behind = page.text[page.quantities[last].end :][:3]
    opened = bool(forms.open.search(opener)) or behind.startswith("等")
    return _List(tuple(parts), "".join(joints), residual, word in forms.closing, opened)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _total_of(page: Page, forms: _Forms, first: int) -> int | None:
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
            one, other = _name(page, at), _name(page, total)
            same = any(other[i : i + 2] in one for i in range(len(other) - 1))  # 应出庭46件，实际出庭45件
            return not same and not _staged(page, forms, total)
        at -= 1
    return False


def _staged(page: Page, forms: _Forms, at: int) -> bool:
    """True where quantity `at` is a stage of the cases counted before it (受理8件，审结6件)."""
    gap = page.gaps[at]
    return bool(forms.stages.match(gap, max(gap.rfind(","), gap.rfind(";"), 0)))


def _weighed(page: Page, forms: _Forms, total: int, listed: _List, *, ambiguous: bool) -> Iterator[Draft]:
    q = page.quantities
    whole = q[total]
    parts = listed.parts
    numbers = [q[p].value for p in parts]
    exact = all(q[i].high is None and not q[i].approximate for i in (total, *parts))
    if len(parts) == 1:
        yield from _single(page, total, parts[0], listed, ambiguous=ambiguous)
        return
    totals = _candidates(page, total) if ambiguous else [(whole.value, (total,))]
    if exact:
        for size in range(len(parts), 1, -1):
            if size < len(parts) and listed.joints[size - 1] == "、":
                continue  # a list goes on as long as its marks are the same
            amount = sum(numbers[:size], Fraction(0))
            for value, indices in totals:
                if amount == value and len(indices) == 1:
                    yield _draft(page, "sum", "sum", "consistent", False, indices[0], parts[:size], "sum-equal")
                    return
                if amount == value and size == len(parts):
                    yield _combined(page, indices, parts, "consistent", "sum-combined-equal")
                    return
    amount = sum(numbers, Fraction(0))
    if ambiguous:
        if exact and listed.residual and not listed.open:
            indices = totals[-1][1]
            yield _combined(page, indices, parts, "cannot-tell", "sum-unplaced", suspicious=True)
        return
    if not exact:
        verdict = "consistent" if amount <= whole.value and whole.high is None and whole.step <= 1 else "cannot-tell"
        yield _draft(page, "sum", "subset", verdict, False, total, parts, "subset")
        return
    yield _unequal(page, forms, total, listed, amount)


def _unequal(page: Page, forms: _Forms, total: int, listed: _List, amount: Fraction) -> Draft:
    """The verdict on exact parts that do not add up to their total."""
    whole, parts = page.quantities[total], listed.parts
    # figures printed in 万 are rounded, each by half of its last digit at most
    slack = sum((page.quantities[i].step for i in (total, *parts) if page.quantities[i].step > 1), Fraction(0)) / 2
    if abs(amount - whole.value) <= slack:
        return _draft(page, "sum", "sum", "cannot-tell", False, total, parts, "sum-above" if amount > whole.value else "sum-short")
    if amount > whole.value:
        overlap = any(forms.overlapping.search(_name(page, p)) for p in parts)
        bare = all(len(_name(page, p)) <= _BARE for p in parts)
        alike = set(listed.joints) <= {"、", ";"} or (_kindred(page, parts) and _named_after(page, total, parts)) or (bare and len(parts) > 2)
        if overlap or not (alike or listed.closed or listed.residual):
            return _draft(page, "sum", "sum", "cannot-tell", not overlap, total, parts, "sum-above", 2)
        return _draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-above")
    share = amount / whole.value
    if not listed.open and (listed.residual or (listed.closed and share >= Fraction(1, 3))):
        return _draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-below")
    even = set(listed.joints) <= {"、", ";"} or _kindred(page, parts) or (len(parts) > 2 and all(len(_name(page, p)) <= _SHORT for p in parts))
    if not listed.open and even and share >= Fraction(1, 2):
        return _draft(page, "sum", "sum", "cannot-tell", True, total, parts, "sum-short", 3)
    return _draft(page, "sum", "subset", "consistent", False, total, parts, "subset")


def _name(page: Page, part: int) -> str:
    """The words that name a part: what stands before it behind the last mark."""
    return page.leads[part]


def _kindred(page: Page, parts: Sequence[int]) -> bool:
    """True where the parts are named alike: …案卷(一般程序)12份，…案卷5份."""
    nouns = [_without_brackets(page.quantities[p].noun) for p in parts]
    return all(len(noun) >= 2 for noun in nouns) and len({noun[-2:] for noun in nouns}) == 1


def _named_after(page: Page, total: int, parts: Sequence[int]) -> bool:
    """True where the parts bear the name of the whole: 案卷17份, 行政处罚案卷12份."""
    suffix = _without_brackets(page.quantities[parts[0]].noun)[-2:]
    return _without_brackets(page.quantities[total].noun).endswith(suffix)


def _candidates(page: Page, total: int) -> list[tuple[Fraction, tuple[int, ...]]]:
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
        out.append((sum((page.quantities[i].value for i in indices), Fraction(0)), indices))
    return out


def _single(page: Page, total: int, part: int, listed: _List, *, ambiguous: bool) -> Iterator[Draft]:
    """其中 with one part: it cannot be more than the whole."""
    whole, piece = page.quantities[total], page.quantities[part]
    if ambiguous or whole.high is not None or piece.high is not None:
        return
    if piece.value <= whole.value:
        if whole.step <= 1:
            yield _draft(page, "part", "subset", "consistent", False, total, (part,), "subset-one")
    elif whole.exact and piece.exact and whole.unit == piece.unit:
        sure = _same_things(page, total, part)
        yield _draft(page, "part", "subset", "inconsistent" if sure else "cannot-tell", not sure, total, (part,), "part-above", 3)


def _same_things(page: Page, total: int, part: int) -> bool:
    """False where the part counts something else in the same unit: 检查单位17个，其中发现问题23个."""
    if page.classes[total] in ("cases", "persons"):
        return True
    one, other = page.quantities[total].noun, page.quantities[part].noun
    return not other or any(other[i : i + 2] in one for i in range(len(other) - 1))


def _totalled(page: Page, forms: _Forms, last: int) -> Iterator[Draft]:
    """A 12件、B 8件，共20件: quantity `last` is the total."""
    q = page.quantities
    run = [last - 1]
    joints: list[str] = []
    while run[0] > max(0, last - _MOST):
        at = run[0]
        between = page.between(at - 1, at)
        if len(between) > _REACH or _STOPS.search(between) or ";" in between or not page.alike(at - 1, at) or forms.ends.search(between):
            break
        if not _LIST_JOINTS.search(between) or "各" in between or "每" in between:
            break
        joints.insert(0, "," if "," in between else "、")
        run.insert(0, at - 1)
    if len(run) < 2 or not all(q[i].exact for i in (*run, last)):
        return
    for first in range(len(run) - 1):
        if sum((q[i].value for i in run[first:]), Fraction(0)) == q[last].value:
            yield _draft(page, "sum", "sum", "consistent", False, last, run[first:], "sum-equal")
            return
    if forms.stages.search(page.gaps[run[-1]]) or forms.stages.search(page.gaps[run[0]]):
        return
    sure = "," not in joints
    amount = sum((q[i].value for i in run), Fraction(0))
    reason = "sum-above" if amount > q[last].value else "sum-below"
    yield _draft(page, "sum", "sum", "inconsistent" if sure else "cannot-tell", not sure, last, run, reason, 2)


def _divided(page: Page, forms: _Forms, at: int, gap: str) -> Iterator[Draft]:
    """清理文件150件，保留120件、修改10件、废止20件: no word says 其中, the words for the parts do."""
    for whole, part, least in forms.partitions:
        if not part.fullmatch(gap) or not page.alike(at - 1, at) or not whole.search(page.gaps[at - 1]) or part.search(page.gaps[at - 1]):
            continue
        q = page.quantities
        parts = [at]
        while parts[-1] + 1 < len(q):
            nearest = parts[-1] + 1
            if not page.alike(nearest, at) or not part.fullmatch(page.between(nearest - 1, nearest)):
                break
            parts.append(nearest)
        total = at - 1
        if len(parts) < least or not all(q[i].exact for i in (total, *parts)):
            continue
        amount = sum((q[i].value for i in parts), Fraction(0))
        if amount == q[total].value:
            yield _draft(page, "sum", "sum", "consistent", False, total, parts, "sum-equal")
        elif amount > q[total].value and least != 2:
            yield _draft(page, "sum", "sum", "inconsistent", False, total, parts, "sum-above")
        elif amount > q[total].value or amount >= q[total].value * Fraction(4, 5):
            yield _draft(page, "sum", "sum", "cannot-tell", True, total, parts, "sum-above" if amount > q[total].value else "sum-short", 2)
        return


def _gathered(page: Page, last: int, gap: str) -> Iterator[Draft]:
    """7个行政村14个社区设立工作室21个: one in each of the places counted in front."""
    q = page.quantities
    if _STOPS.search(gap) or not q[last].exact:
        return
    run = [last - 1]
    while run[0] > 0:
        between = page.between(run[0] - 1, run[0])
        if len(between) > 12 or re.search(r"[,。;:\n]", between) or not page.alike(run[0] - 1, last) or not q[run[0] - 1].exact:
            break
        run.insert(0, run[0] - 1)
    if len(run) < 2 or not q[run[-1]].exact:
        return
    amount = sum((q[i].value for i in run), Fraction(0))
    if amount == q[last].value:
        yield _draft(page, "sum", "sum", "consistent", False, last, run, "sum-equal")
    elif abs(amount - q[last].value) <= max(Fraction(1), q[last].value / 10):
        yield _draft(page, "sum", "sum", "cannot-tell", True, last, run, "sum-places", 1)


def _placed(page: Page, forms: _Forms) -> Iterator[Draft]:
    """一乡六办设立工作站7个: the name of the places states their number."""
    for found in forms.places.finditer(page.text):
        at = page.inside(found.end(), found.end() + 40)[0]
        if at >= len(page.quantities):
            continue
        whole = page.quantities[at]
        gap = page.text[found.end() : whole.start]
        if len(gap) > 30 or _STOPS.search(gap) or "," in gap or not forms.set_up.search(gap) or page.classes[at] != "bodies" or not whole.exact:
            continue
        marks = []
        amount = Fraction(0)
        for piece in re.finditer(r"[一二两三四五六七八九十]+", found.group()):
            number = number_of(piece.group()).value or Fraction(0)
            amount += number
            start = found.start() + piece.start()
            marks.append(Mark(start, start + len(piece.group()), shown(number), "part"))
        values = _values(amount, whole.value, [Fraction(m.value or 0) for m in marks])
        if amount == whole.value:
            yield Draft("sum", "sum", "consistent", False, (page.mark(at, "total"), *marks), "sum-equal", values)
        elif abs(amount - whole.value) <= 2:
            yield Draft("sum", "sum", "cannot-tell", True, (page.mark(at, "total"), *marks), "sum-places", values, 0, 1)


def _values(amount: Fraction, total: Fraction, numbers: Sequence[Fraction], step: Fraction = Fraction(1)) -> dict[str, str]:
    """The numbers as people read them: in 万 or 亿 where all of them are printed so."""
    scale, name = next(((size, word) for size, word in _SCALES if step >= size), (1, ""))

    def told(number: Fraction) -> str:
        return shown(number / scale) + name

    return {"terms": "+".join(map(told, numbers)), "sum": told(amount), "total": told(total), "difference": told(abs(total - amount))}


def _draft(
    page: Page, topic: str, kind: str, verdict: str, suspicious: bool, total: int, parts: Sequence[int], reason: str, urgency: int = 0
) -> Draft:  # fmt: skip
    q = page.quantities
    numbers = [q[p].value for p in parts]
    marks = (page.mark(total, "total"), *(page.mark(p, "part") for p in parts))
    step = min(q[i].step for i in (total, *parts))
    return Draft(topic, kind, verdict, suspicious, marks, reason, _values(sum(numbers, Fraction(0)), q[total].value, numbers, step), 0, urgency)


def _combined(page: Page, totals: Sequence[int], parts: Sequence[int], verdict: str, reason: str, *, suspicious: bool = False) -> Draft:
    """Parts of several figures together: 制定1件、修改2件，其中1件已备案，另外2件正在办理."""
    q = page.quantities
    numbers = [q[p].value for p in parts]
    whole = sum((q[t].value for t in totals), Fraction(0))
    values = _values(sum(numbers, Fraction(0)), whole, numbers) | {"wholes": added([q[t].value for t in totals])}
    marks = (*(page.mark(t, "total") for t in totals), *(page.mark(p, "part") for p in parts))
    return Draft("sum", "sum", verdict, suspicious, marks, reason, values, len(totals), 6)
