"""Lists against the number said of them, and names that state a number against what follows them.

A list before 等 may name some only: fewer than stated says nothing, more contradicts it. Without 等 the number must be right;
of words that is said only where the noun behind the number is one that lists name (部门, 领域, 指标), since 公安、城管12名干部
counts no list.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.page import Draft, Mark, Page, Words
from linter.facts.enumerations import LARGEST, Enumeration, EnumerationFinder, Name
from linter.facts.numbers import number_of

_MEMBER = 18  # characters of a member behind a name
_GLUED = frozenset("第一二三四五六七八九十百千万两几每0123456789")
_OPEN_LIST = re.compile("[0-9等和及与《(]")
_SIMPLE = 14  # characters of a member that needs no second look
_NEAR = 2  # by how much a slip misses
_WINDOW = 220  # characters behind a name in which its members stand
_APART = 24  # characters between two members of one list
_SHARES = 12  # figures behind one 分别
_ANNOUNCED = re.compile("(?P<number>[两二三四五六七八九十]一?二?三?)(?:个方面|方面|项|点|个)[^,。;:\n]{0,12}:(?=一是|一要)")
_POINT = re.compile("(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,2})[是要]")
_EACH = "分别"
_NAMES = re.compile("[、和与及]")
_BRACKETS = re.compile(r"\([^()]*\)")
_SEGMENT = re.compile(r"[^,。;:!?\n]+")


class _Forms(NamedTuple):
    listed: tuple[str, ...]
    units: frozenset[str]
    kinds: frozenset[str]
    sorting: frozenset[str]
    named: frozenset[str]
    levels: frozenset[str]
    nouns: tuple[str, ...]
    name: re.Pattern[str]
    more: re.Pattern[str]
    verbs: tuple[str, ...]
    collectives: dict[str, list[list[str]]]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    return _Forms(
        words.words("listed_nouns"),
        frozenset(words.words("document_units")),
        frozenset(words.words("listed_units")),
        frozenset(words.words("sorting_units")),
        frozenset(words.words("naming_units")),
        frozenset(words.words("levels")),
        words.words("document_nouns"),
        re.compile(rf"(?P<number>[两二三四五六七八九])[项张个大类](?P<head>{words.either('name_listed')})(?:[,:]?(?P<all>{words.either('name_all')}):?|[^,。;:、\n]{{0,6}}[。:,])"),
        re.compile(words.either("name_more")),
        words.words("list_verbs"),
        {name: [member.split("|") for member in members] for name, members in words.table("collectives").items()},
    )


def counts(page: Page, finder: EnumerationFinder) -> Iterator[Draft]:
    """Drafts of counts and name-counts, in the order of the numbers, names last."""
    forms = _forms(page.words)
    spoken: set[int] = set()
    few = [q for q, value, exact in zip(page.quantities, page.values, page.exact, strict=True) if exact and 1 < value <= LARGEST]
    for listed in finder.find(page.text, page.titles, few, page.outline.clause_starts):
        draft = _titles(forms, listed, page) if listed.kind == "titles" or _of_titles(page, listed) else _words(forms, listed, page)
        if draft:
            if listed.spoken:
                spoken.add(listed.figure[0])
            yield draft
    yield from _announced(page)
    yield from _shared_out(page)
    for draft in _direct(page, forms):
        spoken.add(draft.parts[0].start)
        yield draft
    for name, members in forms.collectives.items():
        yield from _collective(page, name, members, spoken)
    for name_found in finder.names(page.text):
        draft = None if name_found.start in spoken else _headed(page, name_found)
        if draft:
            yield draft


def _announced(page: Page) -> Iterator[Draft]:
    """做好以下三方面工作：一是…二是…三是…: as many points as were announced, in one paragraph."""
    text = page.text
    for found in _ANNOUNCED.finditer(text):
        stated = int(number_of(found["number"]).value or 0)
        stop = text.find("\n", found.end())
        points: list[tuple[int, int]] = []
        for point in _POINT.finditer(text, found.end(), stop if stop >= 0 else len(text)):
            number = int(number_of(point[1]).value or 0)
            if number == len(points) + 1:
                points.append(point.span())
            else:
                # the next list begins; or a point is missing, which the rules on numbering say
                points = points if number == 1 else []
                break
        if len(points) < 2 or stated < 2:
            continue
        marks = (Mark(*found.span("number"), str(stated), "count"), *(Mark(a, b, "1", "item") for a, b in points))
        values = {"count": str(stated), "items": str(len(points)), "unit": "", "difference": str(abs(stated - len(points)))}
        right = len(points) == stated
        reason = "count-right" if right else "count-more" if len(points) > stated else "count-fewer"
        yield Draft("name-count", "name-count", "consistent" if right else "cannot-tell", not right, marks, reason, values, 0, 3)


def _shared_out(page: Page) -> Iterator[Draft]:
    """A和B分别受理60件、80件: as many figures as names."""
    text = page.text
    at = text.find(_EACH)
    while at >= 0:
        clause = max(bisect_right(page.outline.clause_starts, at) - 1, 0)
        start = max(page.clauses[clause].start, at - _WINDOW)
        names = _NAMES.split(_BRACKETS.sub("", text[start:at]))
        first = last = page.inside(at, at + _WINDOW)[0]
        while last < min(len(page.quantities), first + _SHARES) and page.quantities[last].clause == clause and (last == first or "、" in page.between(last - 1, last)):
            last += 1
        if last - first > 1 and len(names) == last - first and all(names):
            marks = [Mark(start, at, None, "item"), *(page.mark(i, "part") for i in range(first, last))]
            values = {"count": str(last - first), "items": str(len(names)), "unit": "", "difference": "0"}
            yield Draft("count", "count", "consistent", False, tuple(marks), "count-right", values)
        at = text.find(_EACH, at + 2)


def _of_titles(page: Page, listed: Enumeration) -> bool:
    return listed.kind in ("bracket", "all") and page.text[listed.items[0][0]] == "《"


def _titles(forms: _Forms, listed: Enumeration, page: Page) -> Draft | None:
    held, stated = len(listed.items), listed.stated
    if held == stated:
        return _draft(listed, "consistent", "count-right")
    if listed.unit not in forms.units:
        return None
    if held > stated:
        return _draft(listed, "inconsistent", "count-more")
    if listed.open:
        close = held == stated - 1 and held > 1
        return _draft(listed, "cannot-tell", "count-open", suspicious=close, urgency=2)
    behind = page.text[listed.figure[1] : listed.figure[1] + 1]
    counted = listed.noun.startswith(forms.nouns) or not "\u4e00" <= behind <= "\u9fff"
    if held > 1 and (counted or listed.kind in ("bracket", "all")):
        return _draft(listed, "inconsistent", "count-fewer")
    return None


def _words(forms: _Forms, listed: Enumeration, page: Page) -> Draft | None:
    stated, least, most = listed.stated, listed.least, listed.most
    named = (
        listed.noun.startswith(forms.listed)
        or listed.unit in forms.sorting
        or (listed.unit in forms.kinds and any(noun in listed.noun for noun in forms.listed))
        or (listed.spoken and listed.kind != "bracket")
        or listed.kind == "all"
    )
    if least <= stated <= most:
        # 调解及和解结案2件: one conjunction makes no list
        return _draft(listed, "consistent", "count-right") if least > 1 or listed.open or named else None
    if listed.kind == "levels":
        if min(abs(stated - least), abs(stated - most)) == 1:
            return _draft(listed, "cannot-tell", "count-more" if least > stated else "count-fewer", suspicious=True, urgency=1)
        return None
    simple = all(b - a <= _SIMPLE and not re.search("[的各每]", page.text[a:b]) for a, b in listed.items)
    if not named or not simple or "等" in page.text[slice(*listed.items[-1])]:
        return None
    if least > stated:
        if listed.spoken:
            return _draft(listed, "cannot-tell", "count-more", suspicious=least - stated == 1 and stated > 2, urgency=2)
        return _draft(listed, "inconsistent", "count-more") if least - stated <= _NEAR else None
    short = stated - most
    if listed.open:
        return _draft(listed, "cannot-tell", "count-open", suspicious=True, urgency=1) if short == 1 and most > 3 else None
    if listed.spoken:
        sure = most > 2 or listed.unit in forms.named or (listed.unit == "级" and all(_level(forms, page.text[a:b]) for a, b in listed.items))
        return _draft(listed, "cannot-tell", "count-fewer", suspicious=True, urgency=1) if short == 1 and sure and most > 1 else None
    if most < 3:
        return _draft(listed, "cannot-tell", "count-fewer", suspicious=True, urgency=1) if short == 1 and least > 1 else None
    return _draft(listed, "inconsistent", "count-fewer") if short <= _NEAR else None


def _level(forms: _Forms, piece: str) -> bool:
    """True where a member is nothing but a level of administration: 市, 乡镇(街道); the first may have words before it."""
    bare = re.sub(r"\([^()]*\)", "", piece)
    return bool(bare) and bare[-1] in forms.levels


def _draft(listed: Enumeration, verdict: str, reason: str, *, suspicious: bool = False, urgency: int = 0) -> Draft:
    marks = [Mark(listed.figure[0], listed.figure[1], str(listed.stated), "count")]
    marks += [Mark(a, b, "1", "item") for a, b in listed.items]
    kind = "name-count" if listed.spoken else "count"
    values = {"count": str(listed.stated), "items": str(len(listed.items)), "unit": listed.unit, "difference": str(abs(listed.stated - len(listed.items)))}
    return Draft(kind, kind, verdict, suspicious, tuple(marks), reason, values, 0, urgency)


def _direct(page: Page, forms: _Forms) -> Iterator[Draft]:
    """四张清单,即A清单、B清单、C清单: a list right behind a name that states another number, every member of one kind.

    即 says that all are named; behind a full stop the sentence may speak of some of them only: worth a question.
    """
    text = page.text
    for found in forms.name.finditer(text):
        start = found.end()
        segment = _SEGMENT.match(text, start)
        if not segment or page.title_at(found.start()) or text[found.start() - 1 : found.start()] in _GLUED:
            continue
        end = segment.end()
        stated, pieces = int(number_of(found["number"]).value or 0), _pieces(text, start, end)
        held = len(pieces)
        behind = text[end : end + 4]
        if held < 2 or not 0 < abs(held - stated) <= _NEAR or _OPEN_LIST.search(text, start, end) or forms.more.match(behind[1:]):
            continue
        whole = found.group().rstrip(":,。")
        members = [w for name, alternatives in forms.collectives.items() if name[1:] in whole for group in alternatives for w in group]
        if not all(_member(text[a:b], found["head"], members, last=b == end) for a, b in pieces) or text.startswith(forms.verbs, pieces[0][0]):
            continue
        stop = found.end("head")
        marks = (Mark(found.start("number"), stop, str(stated), "count"), *(Mark(a, b, "1", "item") for a, b in pieces))
        values = {"count": str(stated), "items": str(held), "unit": "", "difference": str(abs(stated - held))}
        sure = bool(found["all"])
        reason = "count-more" if held > stated else "count-fewer"
        yield Draft("name-count", "name-count", "inconsistent" if sure else "cannot-tell", not sure, marks, reason, values, 0, 3)


def _member(piece: str, head: str, words: list[str], *, last: bool) -> bool:
    """True where a piece is one of what a name counts: it ends in its noun, or is known; behind the last one the sentence goes on."""
    if not last and len(piece) > _MEMBER:
        return False
    told = piece[:_MEMBER] if last else piece
    return (head in told[1:] if last else piece.endswith(head) and len(piece) > len(head)) or any(word in told for word in words)


def _collective(page: Page, name: str, members: list[list[str]], spoken: set[int]) -> Iterator[Draft]:
    """三项制度 with 公示, 全过程记录 and 法制审核 beside it."""
    at = page.text.find(name)
    told = 0
    while at >= 0 and told < 2:
        end = at + len(name)
        if at not in spoken and not page.title_at(at):
            start, stop = _neighbourhood(page, at, end)
            places = [_place(page.text, words, start, stop, at, end) for words in members]
            found = sorted(p for p in places if p)
            marks = (Mark(at, end, str(len(members)), "count"), *(Mark(a, b, "1", "item") for a, b in found))
            values = {"count": str(len(members)), "items": str(len(found)), "unit": "", "difference": str(len(members) - len(found))}
            if len(found) == len(members):
                told += 1
                yield Draft("name-count", "name-count", "consistent", False, marks, "count-right", values)
            elif len(found) == len(members) - 1 and len(found) > 1 and _one_list(page.text, found):
                told += 1
                yield Draft("name-count", "name-count", "cannot-tell", True, marks, "count-fewer", values, 0, 2)
        at = page.text.find(name, end)


def _neighbourhood(page: Page, at: int, end: int) -> tuple[int, int]:
    """The sentence of a name and what follows it in its paragraph."""
    clause = max(bisect_right(page.outline.clause_starts, at) - 1, 0)
    sentence = page.outline.sentences[page.clauses[clause].sentence]
    stop = page.text.find("\n", end, end + _WINDOW)
    return sentence.start, stop if stop >= 0 else min(end + _WINDOW, len(page.text))


def _place(text: str, words: list[str], start: int, stop: int, name: int, after: int) -> tuple[int, int] | None:
    """The first of `words` in `[start, stop)` outside the name itself."""
    best = None
    for word in words:
        at = text.find(word, start, stop)
        while name <= at < after:
            at = text.find(word, after, stop)
        if at >= 0 and (best is None or at < best[0]):
            best = (at, at + len(word))
    return best


def _one_list(text: str, found: list[tuple[int, int]]) -> bool:
    """True where the members stand in one list: only a few characters and a 、 between them."""
    for (_, a), (b, _) in itertools.pairwise(found):
        between = text[a:b]
        if b - a > _APART or not re.search("[、和及与]", between) or re.search("[,。;:]", between):
            return False
    return True


def _headed(page: Page, name: Name) -> Draft | None:
    """三书一函 and the 书 that follow; 七进 and what is entered."""
    stop = page.text.find("\n", name.end, name.end + _WINDOW)
    stop = stop if stop >= 0 else min(name.end + _WINDOW, len(page.text))
    clause = page.clauses[max(bisect_right(page.outline.clause_starts, name.start) - 1, 0)]
    # the list may stand before the name in its clause: 进机关、进社区两进
    spans = [(clause.start, name.start), *(m.span() for m in _SEGMENT.finditer(page.text, name.end, stop))]
    for start, end in spans:
        pieces = _pieces(page.text, start, end)
        if len(pieces) < 2:
            continue
        held = [(number, [p for p in pieces if _headed_by(page.text[p[0] : p[1]], head, p is pieces[-1])]) for number, head in name.counts]
        if not any(len(items) >= max(2, number - 1) for number, items in held if number > 1):
            continue
        items = sorted({p for _, group in held for p in group})
        total = sum(number for number, _ in name.counts)
        marks = (Mark(name.start, name.end, str(total), "count"), *(Mark(a, b, "1", "item") for a, b in items))
        values = {"count": str(total), "items": str(len(items)), "unit": "", "difference": str(abs(total - len(items)))}
        if all(len(group) == number for number, group in held):
            return Draft("name-count", "name-count", "consistent", False, marks, "count-right", values)
        # with a figure each, what was not issued this year is left out
        short = len(items) == total - 1 and not any(c.isdigit() for c in page.text[items[0][0] : items[-1][0]])
        return Draft("name-count", "name-count", "cannot-tell", short, marks, "count-fewer" if len(items) < total else "count-more", values, 0, 2)
    return None


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    at = start
    while at < end:
        stop = text.find("、", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            out.append((at, stop))
        at = stop + 1
    return out


def _headed_by(piece: str, head: str, last: bool) -> bool:
    """True where a member is named by `head`: 司法建议书, 5个司法所, 进机关; behind the last one the sentence goes on."""
    bare = re.sub(r"\([^()]*\)", "", piece).rstrip("0123456789份件个家名项条次")
    if bare.endswith(head):
        return len(bare) > len(head)
    if len(head) == 1 and bare[:1] == head and len(bare) > 1:
        return True
    if last:
        at = bare.find(head)
        return 0 < at <= 12 and len(bare) > at + len(head)
    # the first member has the words of its clause before it: 深入开展诚信建设进机关
    return len(head) == 1 and head in bare[-5:-1] and not bare.endswith(head)
