"""Figure facts → quantities: value, what is counted, for which time.

A figure's noun stands behind its measure word (46份意见书) or, where nothing does, before it (发布信息1194条). Its period
is that of the last year or long-run word (至今, 历年) of its sentence. Everything is one walk over figures, clauses and
period words, each sorted by place: linear in the length of the report.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction

from linter.facts.numbers import number_of
from linter.model.fact import Fact, Quantity
from linter.model.lexicon import Lexicon
from linter.model.outline import Outline

_ONE = Fraction(1)
# behind a figure these open no noun
_CLOSED = frozenset("、,，。;:!?()|\n〔〕《》<>/+-0123456789.%")
_LAST_BREAK = re.compile(r".*[、,。;:!?()|\n《》]", re.DOTALL)
_NOUN = re.compile(r"[^、,。;:!?()|\n《》〔〕<>/+\-0-9.%]{1,16}")
_ORDINAL = re.compile(r"第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?=[次届期批轮号])")
_LINKED = ("和", "及", "与", "以及", "等", "其中", "或", "的")
# in front of a Chinese numeral they make it an ordinal, a share or a part of a longer one
_BEFORE = frozenset("第每一二三四五六七八九十百千万两几0123456789.〇零")
_LONGEST = 60  # characters before a figure that may name what it counts
_LINE = ("", "\n")
_MONEY = "元"
_SCALED = ("万", "亿", "余")


class QuantityFinder:
    """Compiled patterns of one lexicon. `find` gives the quantities of a report in order of their start."""

    def __init__(self, lexicon: Lexicon) -> None:
        def either(key: str) -> str:
            return "|".join(sorted(lexicon.words("figures." + key), key=len, reverse=True))

        # patterns open with a character class, so that the regex engine skips to it
        self._names = lexicon.words("figures.names")
        self._divisible = frozenset(lexicon.words("figures.divisible_units"))
        self._spoken = re.compile(
            rf"[两二三四五六七八九十](?:[一二三四五六七八九十百零]{{0,4}}[余多几]?)(?P<unit>{either('spoken_units')})(?![两一二三四五六七八九十])"
        )
        self._about = lexicon.words("figures.about_before")
        self._not_about = lexicon.words("figures.not_about")
        self._upward = lexicon.words("figures.about_after")
        self._openers = re.compile(rf"(?:(?:{either('noun_openers')})[,:]?)+")
        # read backwards, from the figure on: a search for what ends a piece would try every place of it
        closers = sorted((word[::-1] for word in lexicon.words("figures.noun_closers")), key=len, reverse=True)
        self._closers = re.compile(f"(?:{'|'.join(closers)})+")
        self._kept = lexicon.words("figures.noun_kept")
        self._ends = re.compile(either("noun_ends"))
        self._own = lexicon.words("figures.this_year")
        self._last = lexicon.words("figures.last_year")
        self._became = re.compile(either("became"))
        long = "|".join(lexicon.words("figures.cumulative"))
        first = "".join(sorted({word[0] for word in (*self._own, *self._last, *lexicon.words("figures.cumulative"))}))
        self._times = re.compile(
            rf"(?=[《2{first}])(?:《[^》\n]{{1,120}}》|(?P<year>20\d\d)年|(?P<last>{'|'.join(self._last)})|(?P<own>{'|'.join(self._own)})|(?P<long>{long}))"
        )

    def find(self, view: str, facts: Iterable[Fact], outline: Outline, year: int | None) -> tuple[Quantity, ...]:
        """Quantities of the figures and rates among `facts`, of Chinese numerals that count something, and of ordinals.

        `year` is the report's own: a figure of another one says so in its period.
        """
        found = sorted((*self._tokens(view, facts), *self._told(view)))
        periods = self._periods(view, outline, year)
        clauses, starts = outline.clauses, outline.clause_starts
        out: list[Quantity] = []
        behind = 0  # end of the figure before
        time = 0
        period = ""
        sentence = -1
        for start, end, unit, kind, token in found:
            if start < behind:
                continue
            number = number_of(token)
            clause = bisect_right(starts, start) - 1
            if clause < 0:
                continue
            if view[start - 1 : start] in _LINE and kind == "count" and number.step < 1 and unit not in self._divisible:
                # 1.12人合格: the enumerator of the line, no figure of 1.12
                start += token.index(".") + 1
                number = number_of(token.partition(".")[2])
            if number.value is None:
                continue
            if clauses[clause].sentence != sentence:
                sentence, period = clauses[clause].sentence, ""
            while time < len(periods) and periods[time][0] < start:
                period = periods[time][2] if periods[time][1] == sentence else period
                time += 1
            left = max(clauses[clause].start, behind)
            noun, at = self._noun(view, left, start, end)
            about = (
                number.approximate
                or (view.endswith(self._about, left, start) and not view.endswith(self._not_about, left, start))
                or view.startswith(self._upward, end)
            )
            out.append(
                Quantity(start, end, number.value, number.high, number.step, unit, kind, about, noun, at, at + len(noun), period, clause)
            )
            behind = end
        return tuple(out)

    @staticmethod
    def _tokens(view: str, facts: Iterable[Fact]) -> Iterator[tuple[int, int, str, str, str]]:
        """(start, end, unit, kind, token to be read) of figure and rate facts."""
        for fact in facts:
            unit = fact.unit
            if fact.kind == "rate":
                if unit == ":":
                    yield fact.start, fact.end, ":", "ratio", view[fact.start : fact.end].partition(":")[0]
                else:
                    points = view[fact.end - 1] != "%" and not view.startswith("百分之", fact.start)
                    yield fact.start, fact.end, "个百分点" if points else "%", "rate", view[fact.start : fact.end]
            elif fact.kind == "figure":
                if unit.endswith(_MONEY):
                    yield fact.start, fact.end, _MONEY, "money", view[fact.start : fact.end]
                elif unit in _SCALED:
                    yield fact.start, fact.end, "", "count", view[fact.start : fact.end]
                else:
                    yield fact.start, fact.end, unit, "count", view[fact.start : fact.end - len(unit)]

    def _told(self, view: str) -> Iterator[tuple[int, int, str, str, str]]:
        """The same for Chinese numerals with a measure word, names masked, and for ordinals (第六次)."""
        for match in self._spoken.finditer(view):
            start, end = match.span()
            # 第三次 is an ordinal, 二十三 read from its middle no number
            if view[start - 1 : start] not in _BEFORE and not view.startswith(self._names, start):
                yield start, end, match["unit"], "count", view[start : match.start("unit")]
        for match in _ORDINAL.finditer(view):
            yield match.start(), match.end(), view[match.end()], "ordinal", match.group()[1:]

    def _noun(self, view: str, left: int, start: int, end: int) -> tuple[str, int]:
        """What is counted by the figure at `[start, end)` and where it stands; `left` is the end of what comes before."""
        if view[end : end + 1] not in _CLOSED and not view.startswith(_LINKED, end) and not view.startswith(self._upward, end):
            match = _NOUN.match(view, end)
            if match:
                noun, at = self._behind(match.group(), end)
                if len(noun) > 1:
                    return noun, at
        left = max(left, start - _LONGEST)
        found = _LAST_BREAK.match(view, left, start)
        at = found.end() if found else left
        if view[at - 1 : at] == ")":
            # an insertion belongs to the word before it: 村(社区), 行政处罚案卷(一般程序)
            opening = view.rfind("(", left, at)
            found = _LAST_BREAK.match(view, left, opening) if opening > left else None
            at = found.end() if found else left if opening > left else at
        piece = view[at:start]
        opened = self._openers.match(piece)
        if opened:
            at += opened.end()
            piece = view[at:start]
        closed = None if piece.endswith(self._kept) else self._closers.match(piece[::-1])
        return (piece[: len(piece) - closed.end()] if closed else piece), at

    def _behind(self, piece: str, at: int) -> tuple[str, int]:
        """The noun that opens `piece`: 相关的意见书 is 意见书, 审批事项的集中办理 is 审批事项."""
        first, of, rest = piece.partition("的")
        if of and len(first) <= 3 and rest:
            at += len(first) + 1
            piece = rest
        else:
            piece = first
        ends = self._ends.search(piece)
        return (piece[: ends.start()] if ends else piece), at

    def _periods(self, view: str, outline: Outline, year: int | None) -> list[tuple[int, int, str]]:
        """(place, sentence, period it sets) of the words of time, titles left out."""
        starts, clauses = outline.clause_starts, outline.clauses
        out: list[tuple[int, int, str]] = []
        own = -1  # sentence that has named the report's own year
        for match in self._times.finditer(view):
            kind = match.lastgroup
            if kind is None:
                continue
            at = match.start()
            clause = bisect_right(starts, at) - 1
            sentence = clauses[clause].sentence if clause >= 0 else -1
            if kind == "year":
                stated = int(match["year"])
                period = "" if year is None or stated == year else match["year"]
            elif kind == "last":
                # 比上年的40件少，纠错30件; 由上年的40件增至52件: it speaks of its clause, up to what the figure became
                if year is not None and clause >= 0:
                    kept = out[-1][2] if out and out[-1][1] == sentence else ""
                    became = self._became.search(view, at, clauses[clause].end)
                    out.append((at, sentence, str(year - 1)))
                    out.append((became.end() if became else clauses[clause].end, sentence, kept))
                continue
            elif kind == "own" or (match.group() == "以来" and (view[max(0, at - 2) : at] in self._own or _follows_year(view, at, year))):
                period = ""
            elif match.group() == "累计" and own == sentence:
                continue
            else:
                period = "cumulative"
            if kind in ("own", "year") and not period:
                own = sentence
            out.append((at, sentence, period))
        out.sort(key=lambda entry: entry[0])
        return out



def _follows_year(view: str, at: int, year: int | None) -> bool:
    """True where 2024年以来 begins with the report's own year."""
    return year is not None and view[max(0, at - 5) : at].startswith(str(year))
