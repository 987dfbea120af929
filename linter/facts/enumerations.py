"""Lists and the number they announce: 《A》《B》等2件, A、B、C三项制度, 5个部门（A、B …）, 三书一函 and the 书 that follow.

What is a member of a list of words is seen by its marks: the first begins somewhere behind the clause's beginning, which does
not change how many there are; 和 and 及 may join two members or stand inside one, so that a list holds so many at least and
so many at most.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linter.facts.numbers import number_of
from linter.model.fact import Quantity
from linter.model.lexicon import Lexicon

_BREAKS = re.compile(r"[,。;:!?\n]")
_WORD = re.compile("[\u4e00-\u9fff]{0,10}")
# what numbers an item and is no part of its list
_ENUMERATOR = re.compile(r"\d{1,2}[.)]|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}(?:、|是(?:要)?)")
LARGEST = 60  # nobody names more in a list
_LONGEST = 300  # characters of a list
_BETWEEN_TITLES = re.compile(r"(?:\([^()\n]{1,40}\))?(?:[、,]|和|及|与|以及|、?以及)?")
# in front of a Chinese numeral they make it an ordinal or a part of a longer number
_GLUED = frozenset("第一二三四五六七八九十百千万两几每0123456789")
_DIGIT = re.compile("[0-9]")
_CLOSERS = frozenset({",", "。", ";", "\n", ")", ""})
_NESTED = re.compile("[(《]")
_CONJUNCTION = re.compile("以及|[和及与]")


class Enumeration(NamedTuple):
    """A list with the number that is said of it. Offsets are view offsets.

    `items` are its members as told apart; `least` and `most` what it may hold where 和 leaves that open. `open` where 等
    says that it names some only. `figure` is the span of the number, `stated` its value, `unit` its measure word, `noun`
    what it counts. kind: titles | words | levels | bracket | all (behind 即). `spoken` where the number is a Chinese numeral.
    """

    kind: str
    items: tuple[tuple[int, int], ...]
    least: int
    most: int
    open: bool
    figure: tuple[int, int]
    stated: int
    unit: str
    noun: str
    spoken: bool


class _Number(NamedTuple):
    figure: tuple[int, int]
    value: int
    unit: str
    spoken: bool

    def listing(self, view: str, kind: str, items: Sequence[tuple[int, int]], least: int, most: int, opened: bool) -> Enumeration:
        """The list that this number counts."""
        noun = _WORD.match(view, self.figure[1])
        return Enumeration(
            kind, tuple(items), least, most, opened, self.figure, self.value, self.unit, noun.group() if noun else "", self.spoken
        )


class Name(NamedTuple):
    """A name that states numbers: 三书一函 → ((3, 书), (1, 函))."""

    start: int
    end: int
    counts: tuple[tuple[int, str], ...]


class EnumerationFinder:
    """Compiled word lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        measures = "|".join(sorted(words("figures.list_measures"), key=len, reverse=True))
        self._spoken = re.compile(rf"[两二三四五六七八九十][一二三四五六七八九]?(?P<measure>{measures})(?![一二三四五六七八九十])")
        self._unlisted = frozenset(words("figures.unlisted_units"))
        self._final = frozenset(words("figures.describing"))
        self._whole = re.compile("|".join(words("figures.whole_names")))
        self._verbs = words("figures.list_verbs")
        self._active = frozenset(word[0] for word in self._verbs)
        self._joined = re.compile("|".join(sorted(words("figures.joined"), key=len, reverse=True)))
        levels = "".join(words("figures.levels"))
        self._levels = re.compile(f"[{levels}]{{2,6}}$")
        self._owners = words("figures.level_owners")
        self._own = frozenset(words("figures.level_own"))
        self._pairs = re.compile("|".join(words("figures.level_pairs")))
        heads = "|".join(sorted(words("figures.name_heads"), key=len, reverse=True))
        numeral = "[一两二三四五六七八九十]"
        self._graded = re.compile(f"{numeral}级")
        # opens with a character class, so that the regex engine skips to it
        self._name = re.compile(rf"{numeral}(?:[^一两二三四五六七八九十、,。;:!?()《》\n]{{1,2}}{numeral})?(?:{heads})(?:{numeral}(?:{heads})){{0,2}}")
        alls = "|".join(words("figures.name_all"))
        self._all = re.compile(rf"[\u4e00-\u9fff]{{0,10}}[,:(]?(?:{alls}):?")
        self._more = re.compile("|".join(words("figures.name_more")))
        self._pair = re.compile(rf"({numeral})([^一两二三四五六七八九十]{{1,2}})")

    def find(self, view: str, titles: Sequence[tuple[int, int]], quantities: Iterable[Quantity], clauses: Sequence[int]) -> list[Enumeration]:
        """Lists with a number behind them, or before them in brackets. `clauses` are the starts of the clauses of the view."""
        ends = [end for _, end in titles]
        found = []
        for number in self._numbers(view, quantities):
            listed = self._before(view, titles, ends, number, clauses)
            if listed is None and view.find("(", number.figure[1], number.figure[1] + 12) >= 0:
                listed = self._bracketed(view, titles, number)
            if listed is None and (announced := self._all.match(view, number.figure[1])):
                listed = self._named(view, titles, number, announced.end())
            if listed:
                found.append(listed)
        return found

    def _numbers(self, view: str, quantities: Iterable[Quantity]) -> Iterator[_Number]:
        """Numbers that may count a list."""
        taken = set()
        for q in quantities:
            if q.kind == "count" and q.exact and 1 < q.value.numerator <= LARGEST:
                taken.add(q.start)
                yield _Number((q.start, q.end), q.value.numerator, q.unit, not view[q.start].isdigit())
        for match in self._spoken.finditer(view):
            start = match.start()
            if start in taken or view[start - 1 : start] in _GLUED:
                continue
            token = view[start : match.start("measure")]
            value = number_of(token).value
            if value is not None and value > 1:
                yield _Number((start, match.end("measure")), int(value), match["measure"], True)

    def _before(
        self, view: str, titles: Sequence[tuple[int, int]], ends: Sequence[int], number: _Number, clauses: Sequence[int]
    ) -> Enumeration | None:
        end = number.figure[0]
        before = view[end - 1 : end]
        if before in ("共", "计"):
            end -= 2 if view.endswith(("共计", "合计"), 0, end) else 1
            if view[end - 1 : end] in (",", "、"):
                end -= 1
            before = view[end - 1 : end]
        opened = before == "等"
        if opened:
            end -= 1
        if end <= 0:
            return None
        mark = view[end - 1]
        if not opened and mark in self._final:
            return None  # 近30名, 的3名: no list
        if mark == "》" or (mark == ")" and "》(" in view[max(0, end - 44) : end]):
            items = self._titles(view, titles, ends, end)
            return number.listing(view, "titles", items, len(items), len(items), opened) if items else None
        if number.unit in self._unlisted and not opened:
            return None
        if number.unit == "级":
            run = self._levels.search(view[max(0, end - 8) : end])
            first = end - (run.end() - run.start()) if run else end
            if run and view[first - 1 : first] not in ("、", ")", "和"):
                return self._level_run(view, first, end, number)
        if not "\u4e00" <= mark <= "\u9fff" and mark not in ")》":
            return None
        start = max(clauses[max(bisect_right(clauses, end - 1) - 1, 0)], end - _LONGEST)
        if view.find("、", start, end) < 0 and not _CONJUNCTION.search(view, start, end):
            return None
        return self._words(view, start, end, opened, number)

    def _level_run(self, view: str, first: int, end: int, number: _Number) -> Enumeration:
        """市县乡三级; 全市县乡村三级, where the first character belongs to 全."""
        most = end - first
        least = most - len(self._pairs.findall(view, first, end)) - (view.endswith(self._owners, 0, first) or view[first] in self._own)
        start = end - number.value if least <= number.value <= most else first
        return number.listing(view, "levels", tuple((i, i + 1) for i in range(start, end)), least, most, False)

    @staticmethod
    def _titles(view: str, titles: Sequence[tuple[int, int]], ends: Sequence[int], end: int) -> tuple[tuple[int, int], ...]:
        """Titles in a row that end at `end`, a note in brackets behind them allowed."""
        if view[end - 1] == ")":
            end = view.rfind("(", 0, end)
        at = bisect_left(ends, end)
        if at >= len(ends) or ends[at] != end:
            return ()
        run = [titles[at]]
        while at > 0 and _BETWEEN_TITLES.fullmatch(view, titles[at - 1][1], run[0][0]):
            at -= 1
            run.insert(0, titles[at])
        return tuple(run)

    def _words(self, view: str, last: int, end: int, opened: bool, number: _Number) -> Enumeration | None:
        """A list of words in `[last, end)`."""
        for opening, closing in ("()", "《》"):
            inside = view.rfind(opening, last, end)
            if inside >= 0 and view.find(closing, inside, end) < 0:
                last = inside + 1
        marked = _ENUMERATOR.match(view, last, end)
        if marked:
            last = marked.end()
        graded = self._graded.search(view, last, end)
        while graded:
            # 州、县两级市场监管、农业等五个领域: the list begins behind the levels
            last = graded.end()
            graded = self._graded.search(view, last, end)
        if _DIGIT.search(view, last, end):
            return None  # figures of their own: 民事案件1件、行政诉讼案件2件
        items = self._pieces(view, last, end)
        if any(view[a] in self._active and view.startswith(self._verbs, a) for a, _ in items[1:]):
            return None  # 强化统筹、聚焦三大任务: no members of a list
        joints = [self._conjunctions(view, a, b) for a, b in items]
        most = len(items) + sum(map(len, joints))
        if most < 2 or (len(items) == 1 and not opened and len(joints[0]) > 1):
            return None
        # of the conjunctions the last one joins the last two members
        split = list(items)
        order = [(i, j) for i in range(len(items) - 1, -1, -1) for j in joints[i]]
        wanted = min(max(number.value, len(items) + bool(joints[-1])), most)
        cuts = sorted(order[: wanted - len(items)])
        if cuts:
            split = []
            for i, (a, b) in enumerate(items):
                at = a
                for _, (left, right) in [c for c in cuts if c[0] == i]:
                    split.append((at, left))
                    at = right
                split.append((at, b))
        split[0] = _shortened(split)
        return number.listing(view, "words", tuple(split), len(items), most, opened)

    def _conjunctions(self, view: str, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of 和, 及, 与, 以及 that may join two members."""
        if not _CONJUNCTION.search(view, start, end):
            return []
        piece = view[start:end]
        kept = [m.span() for m in self._joined.finditer(piece)]
        out = []
        for match in _CONJUNCTION.finditer(piece):
            a, b = match.span()
            if a > 1 and len(piece) - b > 1 and not any(left <= a < right for left, right in kept if piece[left:right] != "以及"):
                out.append((start + a, start + b))
        return out

    def _bracketed(self, view: str, titles: Sequence[tuple[int, int]], number: _Number) -> Enumeration | None:
        """5个部门(A、B、C、D、E); 3件文件(《A》《B》《C》)."""
        at = number.figure[1]
        opening = view.find("(", at, at + 12)
        if opening < 0 or _BREAKS.search(view, at, opening) or "、" in view[at:opening]:
            return None
        closing = view.find(")", opening, opening + _LONGEST)
        if closing < 0 or "(" in view[opening + 1 : closing]:
            return None
        inner = view[opening + 1 : closing]
        if any(c.isdigit() for c in _TITLE.sub("", inner)) or re.search(r"[。;:\n]", _TITLE.sub("", inner)):
            return None
        opened = inner.endswith("等")
        end = closing - opened
        if "《" in inner:
            first = bisect_left(titles, (opening, 0))
            items = tuple(t for t in titles[first : bisect_right(titles, (closing, 0))])
        else:
            items = tuple(self._pieces(view, opening + 1, end))
        if len(items) < 2:
            return None
        return number.listing(view, "bracket", items, len(items), len(items), opened)

    def _named(self, view: str, titles: Sequence[tuple[int, int]], number: _Number, start: int) -> Enumeration | None:
        """规章3件,即《A》、《B》、《C》; 事项3项,即甲、乙、丙: all are named, up to the next mark."""
        at = bisect_left(titles, (start, 0))
        if at < len(titles) and titles[at][0] == start:
            run = [titles[at]]
            while at + 1 < len(titles) and _BETWEEN_TITLES.fullmatch(view, run[-1][1], titles[at + 1][0]):
                at += 1
                run.append(titles[at])
            end = run[-1][1]
            items: tuple[tuple[int, int], ...] = tuple(run)
        else:
            stop = _BREAKS.search(view, start)
            end = stop.start() if stop else len(view)
            if end - start > _LONGEST or _DIGIT.search(view, start, end) or _NESTED.search(view, start, end) or _CONJUNCTION.search(view, start, end):
                return None
            items = tuple(self._pieces(view, start, end))
            if any(view.startswith(self._verbs, a) for a, _ in items):
                return None
        if len(items) < 2 or view[end : end + 1] not in _CLOSERS or self._more.match(view, end + 1):
            return None
        return number.listing(view, "all", items, len(items), len(items), False)

    def _pieces(self, view: str, start: int, end: int) -> list[tuple[int, int]]:
        """Spans between the 、 of a stretch, those in brackets, in titles and in names like 双随机、一公开 left alone."""
        whole = [m.span() for m in self._whole.finditer(view, start, end)]
        out: list[tuple[int, int]] = []
        if not whole and not _NESTED.search(view, start, end):
            at = start
            for piece in view[start:end].split("、"):
                if piece:
                    out.append((at, at + len(piece)))
                at += len(piece) + 1
            return out
        depth = 0
        at = start
        for i in range(start, end):
            c = view[i]
            if c in "(《":
                depth += 1
            elif c in ")》":
                depth -= 1
            elif c == "、" and depth <= 0 and not any(a <= i < b for a, b in whole):
                if i > at:
                    out.append((at, i))
                at = i + 1
        if end > at:
            out.append((at, end))
        return out

    def names(self, view: str) -> Iterator[Name]:
        """Names that state numbers by the nouns in name_heads: 三书一函, 一基准四清单, 七进."""
        for match in self._name.finditer(view):
            counts = tuple((int(number_of(n).value or 0), head) for n, head in self._pair.findall(match.group()))
            before = view[match.start() - 1 : match.start()]
            if any(number > 2 for number, _ in counts) and before not in _GLUED:
                yield Name(match.start(), match.end(), counts)


_TITLE = re.compile(r"《[^》\n]*》")


def _shortened(items: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first member without most of the words before it: no longer than the longest of the others and four."""
    start, end = items[0]
    longest = max((b - a for a, b in items[1:]), default=12)
    return max(start, end - longest - 4), end
