"""Which line ends are soft: made by wrapping, not by the author.

A file can be wrapped at any width, counted in characters or in display columns, with or without the rule that
marks may not open a line (kinsoku). Wrapping is greedy, and that decides: a line end is soft only where the
beginning of the next line would not have fitted any more. Whether a file is wrapped at all is decided once per file.

What cannot be decided: a paragraph or an unnumbered heading that fills its last line exactly is joined with the
paragraph that follows it, unless indents, enumerators or a heading-like rest say otherwise.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from linter.reading.enumerators import ENUMERATOR, inline, is_broken, is_dangling, value
from linter.reading.marks import CLOSING, END, MARKS, OPENING, STOP, ends
from linter.reading.width import full_lines

_HEADING_LENGTH = 60
_REST_LENGTH = 30
_LABEL_LINES = 8
_TITLE_LINES = 20
_DATE = re.compile(r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")


def soft_breaks(
    lines: Sequence[str],
    gaps: Sequence[bool],
    *,
    title: Callable[[str], object] | None = None,
    widths: Sequence[float] | None = None,
    wrapped: bool = False,
) -> list[bool]:
    """For each line, whether it continues the line before it.

    `lines` are without line ends and not blank; `gaps[i]` says that a certain boundary (a blank line, another
    element) stands before line i. `title` says whether a text is the title of a report. `widths` are measured widths in columns
    where the format knows them. `wrapped` takes every line as wrapped (Markdown, where a line end means nothing);
    else it is found out.

    In a file that is not wrapped every line end is hard, except inside an enumerator (`一⏎是⏎`), after an opening
    mark or comma, and before a line that opens with a closing mark or 是. In a wrapped file the end of a line that
    reaches the width is soft, unless the next line is indented more than continuations are, opens with an
    enumerator that this file sets on lines of its own, or is a heading-like rest after a full stop. Linear.
    """
    if not lines:
        return []
    bare = [line.strip() for line in lines]
    full = [True] * len(lines) if wrapped else full_lines(lines, bare, gaps, widths)
    if full is None:
        soft, tail = [False] * len(lines), ""
        for i, line in enumerate(bare):
            soft[i] = i > 0 and not gaps[i] and _plain(tail, line, indented=lines[i][0].isspace() and not lines[i - 1][0].isspace())
            tail = _tail(tail, line, soft[i])
        return soft
    return _Joiner(lines, bare, gaps, full, title, indents=not wrapped).soft()


def _tail(before: str, line: str, soft: bool) -> str:
    """The end of the block that `line` is in: an enumerator may be cut into several lines."""
    return before + line if soft and len(line) < 12 and len(before) < 400 else line


def _plain(before: str, after: str, *, indented: bool = False) -> bool:
    """A break that is soft whatever the width. `before` is the end of the block so far."""
    if after[0] in CLOSING or before[-1] in OPENING or is_broken(before, after) or is_dangling(before):
        return True
    if before[-1] in END or ENUMERATOR.match(after):
        return False
    return after[0] == "是" or (before[-1] in "，、," and not indented)


class _Joiner:
    """Decides the breaks of a wrapped file in reading order."""

    def __init__(
        self, lines: Sequence[str], bare: list[str], gaps: Sequence[bool], full: list[bool], title: Callable[[str], object] | None, *, indents: bool
    ) -> None:
        self.bare = bare
        self.title = title
        self.gaps = gaps
        self.full = full
        self.kinds = [ENUMERATOR.match(line) for line in bare]
        self.margin = [len(line) - len(line.lstrip()) for line in lines]
        sure = Counter(
            self.margin[i]
            for i in range(1, len(lines))
            if full[i] and not gaps[i] and not self.kinds[i] and not ends(bare[i - 1], END) and bare[i - 1][-1] not in "，,"
        )
        # continuations that are indented like paragraphs say nothing
        self.indent = sure.most_common(1)[0][0] + 1 if indents and sure else 1 << 30
        self.inline = Counter(str(m.lastgroup) for line in bare for m in inline().finditer(line))
        # 一是 opens a paragraph in either habit: only 二是 and later ones on a line of their own tell
        self.own = Counter(
            str(kind.lastgroup) for i, kind in enumerate(self.kinds) if kind and (i == 0 or gaps[i] or not full[i]) and value(kind) > 1
        )

    def soft(self) -> list[bool]:
        soft = [False] * len(self.bare)
        last: dict[str, int] = {}
        first, tail = 0, ""
        for i in range(len(self.bare)):
            soft[i] = i > 0 and not self.gaps[i] and self._is_soft(i, first, tail, last)
            tail = _tail(tail, self.bare[i], soft[i])
            if not soft[i]:
                first = i
            kind = self.kinds[i]
            if kind and not soft[i]:
                last[str(kind.lastgroup)] = value(kind)
        self._part_headings(soft)
        return soft

    def _is_soft(self, i: int, first: int, tail: str, last: dict[str, int]) -> bool:
        before, after = self.bare[i - 1], self.bare[i]
        if self.margin[i] > self.indent:
            return after[0] in CLOSING
        if _plain(tail, after):
            return True
        if not self.full[i]:
            return False
        kind = self.kinds[i]
        if kind:
            name = str(kind.lastgroup)
            if before[-1] in END or before[-1] in "，," or ends(before, END):
                return self.inline[name] > self.own[name]
            # no mark before it: a heading ends here if the number is due, else a word was cut (第⏎一、)
            return value(kind) != 1 and value(kind) - last.get(name, 0) not in (0, 1, 2)
        if ends(before, STOP):
            return not self._is_rest(i, lambda rest: not any(mark in rest for mark in MARKS))
        if i - first <= _LABEL_LINES and not self.kinds[first] and not any(mark in line[:-1] for line in self.bare[first:i] for mark in MARKS):
            # a title, or a line such as an addressee, may fill its last line
            text = "".join(self.bare[first:i])
            if before[-1] in "：:":
                return False
            title = self.title if first <= _TITLE_LINES else None
            if title and title(text) and not self._is_rest(i, lambda rest: bool(title(text + rest))):
                return False
        return not self._is_rest(i, lambda rest: _DATE.fullmatch(rest) is not None)

    def _is_rest(self, i: int, like: Callable[[str], bool]) -> bool:
        """Whether the lines from i to the next certain break are a short piece of this kind: an unnumbered heading, a date."""
        rest = self.bare[i]
        for j in range(i + 1, len(self.bare)):
            if self.gaps[j] or not self.full[j] or self.kinds[j] or len(rest) > _REST_LENGTH:
                break
            rest += self.bare[j]
        return len(rest) <= _REST_LENGTH and like("".join(rest.split()))

    def _part_headings(self, soft: list[bool]) -> None:
        """Parts numbered headings that fill their last line exactly from the paragraph below.

        Where this file sets headings of a kind on lines of their own, a block of this kind that runs on is such
        a case; the first break that leaves a heading as long as the others is taken.
        """
        starts = [i for i in range(len(soft)) if not soft[i]]
        alone: dict[tuple[str, bool], list[int]] = {}
        running: list[tuple[str, int, int]] = []
        for start, end in zip(starts, [*starts[1:], len(soft)], strict=True):
            kind = self.kinds[start]
            if kind and kind.lastgroup != "shi":
                text = "".join(self.bare[start:end])
                if text[-1] in "；;，、,：:":
                    continue  # a member of a list, no heading
                if len(text) <= _HEADING_LENGTH and not any(mark in text[:-1] for mark in STOP):
                    alone.setdefault((str(kind.lastgroup), text[-1] in STOP), []).append(len(text))
                elif end > start + 1:
                    running.append((str(kind.lastgroup), start, end))
        for name, start, end in running:
            cut = self._heading_end(start, end, {stop: alone.get((name, stop), []) for stop in (False, True)}, sum(r[0] == name for r in running))
            if cut:
                soft[cut] = False

    def _heading_end(self, start: int, end: int, lengths: dict[bool, list[int]], running: int) -> int:
        """The line after a heading that fills its last line; 0 where the block is no such case."""
        first = re.split(f"(?<=[{STOP}])", "".join(self.bare[start:end]), maxsplit=1)[0]
        size = 0
        for i in range(start, end - 1):
            line = self.bare[i]
            size += len(line)
            if size > _HEADING_LENGTH or any(mark in line[:-1] for mark in STOP):
                return 0
            stopped = line[-1] in STOP
            usual = lengths[stopped]
            # a label that runs in closes its own short sentence; a heading that was swallowed makes one too long
            swallowed = stopped or len(usual) == 0 or len(first) > max(usual) + 15
            fits = line[-1] not in "，、,；;：:" and self.bare[i + 1][0] not in CLOSING and swallowed
            if fits and len(usual) >= max(2, running) and size >= 0.8 * min(usual):
                return i + 1
            if stopped:
                return 0
        return 0
