"""Names of laws and documents made comparable, and the shelf on which a title is looked up.

Two writings of a name are equal where they differ in width, dashes, brackets or quotation marks (the fold of the
view), in 中华人民共和国 at the front, in the central organ before 关于, or in a note of the edition at the end
(（试行）, （2023年修订）).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from linter.model.lexicon import Lexicon
from linter.model.rule import Source

_MARKS = str.maketrans("", "", "<>《》、")
_REACH = 2  # edits within which a title is taken for a slip of a known name
_SHORT = 7  # names up to this length may differ in one character only: 电力法 is no slip of 动力法
_TINY = 4
_DIGITS = "0123456789"
_NUMERALS = _DIGITS + "一二三四五六七八九十"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ABOUT = "关于"
_PIECES = 3  # a name with two edits has at least one third unchanged


class Near(NamedTuple):
    """A known name that a title misses by little. `source` bears it."""

    name: str
    source: Source


class Titles:
    """Plain forms of names: what is cut off at both ends comes from the lexicon `basis`."""

    def __init__(self, lexicon: Lexicon) -> None:
        organs = sorted(lexicon.words("basis.central_organs"), key=len, reverse=True)
        editions = "|".join(lexicon.words("basis.editions"))
        self._state = lexicon.words("basis.state")[0]
        self._organs = re.compile("(?:" + "|".join(organs) + ")+(?=关于)")
        self._head = re.compile("(?:" + "|".join(organs) + ")+")
        self._edition = re.compile(rf"\((?:{editions}|(?:19|20)\d\d(?:年)?(?:{editions})?)\)$")
        self._light = re.compile("|".join(lexicon.words("basis.light_words")))
        self.nations = frozenset(lexicon.words("basis.nations"))
        self.places = (*lexicon.words("basis.place_endings"), *(p.rstrip("省市") for p in lexicon.words("divisions.provinces")))
        self._genres = tuple(sorted(lexicon.words("basis.genres"), key=len, reverse=True))

    def plain(self, title: str) -> str:
        """The comparable form of a folded title."""
        text = title.translate(_MARKS).removeprefix(self._state)
        if "(" not in text and "关于" not in text:
            return text
        head = self._organs.match(text)
        if head:
            text = text[head.end() :]
        return self._edition.sub("", text.removeprefix("关于")) or text

    def behind_organ(self, plain: str) -> str:
        """What follows the central organ that a title opens with; '' where it opens with none."""
        head = self._head.match(plain)
        return plain[head.end() :] if head else ""

    def bare(self, plain: str) -> str:
        """`plain` without the words that are dropped or added without thought: 的, 工作, 年度."""
        return self._light.sub("", plain)

    def edition(self, name: str) -> bool:
        """True for the name of one edition of a law: （2017年修正）."""
        return self._edition.search(name) is not None

    def genre(self, plain: str) -> str:
        """The word that says what sort of document it is (条例, 意见); '' where it has none."""
        text = plain.partition("(")[0] or plain
        return next((word for word in self._genres if text.endswith(word)), "")


class Shelf:
    """Every name of sources.yaml by its plain form, with the report years it belongs to."""

    def __init__(self, sources: Mapping[str, Source], titles: Titles) -> None:
        self.titles = titles
        self._by_name: dict[str, list[tuple[int, int, Source]]] = {}
        for source in sources.values():
            if source.superseded_by and titles.edition(source.spelt[0]):
                continue  # an earlier edition bears the name of the present one
            years = {name: (first, last) for name, first, last in source.years}
            for name, spelt in zip((source.name, *source.aliases), source.spelt, strict=True):
                first, last = years.get(name, (0, 9999)) if years else (0, 9999)
                entries = self._by_name.setdefault(titles.plain(spelt), [])
                if not entries or all(known is not source for _, _, known in entries):
                    entries.append((first, last, source))
        self._pieces: dict[tuple[int, int], dict[str, list[str]]] = {}

    def find(self, plain: str, year: int | None) -> Source | None:
        """The source of that name; where several years have one each, that of the report year."""
        for first, last, source in self._by_name.get(plain, ()):
            if year is None or first <= year <= last:
                return source
        return None

    def near(self, plain: str) -> Near | None:
        """The known name that `plain` misses by one or two characters and that is of the same sort; None for a known name.

        Names of five to seven characters may miss one. Looks at some 75 pieces, whatever the size of the shelf.
        """
        size = len(plain)
        if size <= _TINY or plain in self._by_name:
            return None
        self._pieces = self._pieces or self._cut()
        about = self._about(plain)
        if about:
            return about
        reach = 1 if size <= _SHORT else _REACH
        seen: set[str] = set()
        for other in range(size - reach, size + reach + 1):
            for number, (start, end) in enumerate(_cuts(other)):
                table = self._pieces.get((other, number))
                if table is None:
                    continue
                for shift in range(-reach, reach + 1):
                    if start + shift >= 0:
                        seen.update(table.get(plain[start + shift : end + shift], ()))
        found = sorted((distance(plain, name, reach), name) for name in seen)
        for edits, name in found:
            source = self._by_name[name][0][2]
            if edits <= reach and self._same_sort(plain, name, edits) and self._slip(plain, name, source):
                return Near(name, source)
        return None

    def _about(self, plain: str) -> Near | None:
        """The known name behind a central organ and a 关于 that is one edit off: 国务院办公厅于……, 国务院于关……."""
        rest = self.titles.behind_organ(plain)
        for size in range(1, len(_ABOUT) + 2):
            entries = self._by_name.get(rest[size:]) if rest else None
            if entries and _ABOUT in entries[0][2].name and distance(rest[:size], _ABOUT, 1) == 1:
                return Near(rest[size:], entries[0][2])
        return None

    def _same_sort(self, plain: str, name: str, edits: int) -> bool:
        """Whether both names end in the same word for a sort of document, or the slip itself broke that word.

        例条, 暂行例, 处法罚: no sort of document at all, by one character lost, put in or turned round. Another character in
        its place makes another thing (案例), one behind the name too (诉讼法学), and a name without its 法 is a subject.
        """
        genre, known = self.titles.genre(plain), self.titles.genre(name)
        if genre and genre == known:
            return True
        if edits > 1 or (genre and not known.endswith(genre)):
            return False
        if len(plain) == len(name):
            return sorted(plain) == sorted(name)
        return not plain.startswith(name) and name != plain + known

    def _cut(self) -> dict[tuple[int, int], dict[str, list[str]]]:
        """(length, number of the third) → third → names; made when a title is first held against the shelf."""
        pieces: dict[tuple[int, int], dict[str, list[str]]] = {}
        for name in self._by_name:
            if len(name) > _TINY:
                for number, (start, end) in enumerate(_cuts(len(name))):
                    pieces.setdefault((len(name), number), {}).setdefault(name[start:end], []).append(name)
        return pieces

    def _slip(self, plain: str, name: str, source: Source) -> bool:
        """Whether the difference is that of a slip, not that between two documents.

        Another word in the place of one (法治江南建设规划 for 法治中国建设规划), another number, a later period, a word
        put into the name of a regulation (one character inside it is a slip): those are documents of their own.
        """
        left = 0
        while left < min(len(plain), len(name)) and plain[left] == name[left]:
            left += 1
        right = 0
        while right < min(len(plain), len(name)) - left and plain[-1 - right] == name[-1 - right]:
            right += 1
        written, known = plain[left : len(plain) - right], name[left : len(name) - right]
        if not written:
            return known not in self.titles.nations
        if written.strip(_DIGITS + "年-") == known.strip(_DIGITS + "年-") == "":
            return not _last_year(plain) > _last_year(name)
        if not known:
            return (source.kind != "regulation" or (len(written) == 1 and left > 0)) and not written.endswith(self.titles.places)
        if set(written + known) <= set(_NUMERALS):
            return False
        if len(written) == len(known) == 2:
            return written == known[::-1]
        return len(plain) > _SHORT or source.kind == "law"


def _last_year(name: str) -> int:
    years = _YEAR.findall(name)
    return int(years[-1]) if years else 0


def _cuts(size: int) -> list[tuple[int, int]]:
    """The thirds of a name of that many characters."""
    return [(size * i // _PIECES, size * (i + 1) // _PIECES) for i in range(_PIECES)]


def distance(left: str, right: str, limit: int) -> int:
    """Damerau's distance of two names: characters lost, put in, changed, or two neighbours turned round; above `limit` it is limit + 1.

    Of the restricted kind (optimal string alignment): what was turned round is not edited again.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    earlier: list[int] = []
    row = list(range(len(right) + 1))
    lowest = 0
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            best = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        before, lowest = lowest, min(row)
        if min(before, lowest) > limit:  # a turn reaches back over two rows
            return limit + 1
        earlier = above
    return min(row[-1], limit + 1)
