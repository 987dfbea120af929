"""A sheet of terminal lines: indents, labels, bars and tables that stay aligned with Chinese in them."""

from linter.output.glyphs import disarmed, harmless, pad, width, wrap

NARROWEST, WIDEST = 40, 160
_CODES = {"bold": "1", "dim": "2", "error": "31", "warning": "33", "info": "36", "good": "32"}
# both are of East Asian width "ambiguous": a bar keeps its length whether the terminal draws them in one column or in two
_FULL, _EMPTY = "■", "□"


class Sheet:
    """Collects lines of at most `columns` (kept within 40–160). Every text that enters is made harmless first."""

    def __init__(self, columns: int, color: bool) -> None:
        self.columns = max(NARROWEST, min(WIDEST, columns))
        self._color = color
        self._lines: list[str] = []

    def text(self) -> str:
        """All lines with line ends, without blank lines at the end; none is a command to the log of a CI system."""
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        return disarmed("".join(line + "\n" for line in self._lines))

    def paint(self, text: str, style: str) -> str:
        """`text` in a style (bold, dim, error, warning, info, good), bare where there is no colour."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._color and style else text

    def blank(self) -> None:
        """One empty line, never two, never at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, text: str, *, indent: int = 0, style: str = "") -> None:
        """A paragraph, wrapped, all lines indented."""
        for row in wrap(harmless(text), self.columns - indent):
            self._lines.append(" " * indent + self.paint(row, style))

    def record(self, text: str, *, style: str = "") -> None:
        """A line for programs (`path:line:column: …`): never wrapped."""
        self._lines.append(self.paint(harmless(text), style))

    def field(self, label: str, text: str, *, indent: int, labels: int, style: str = "") -> None:
        """`label` in a column of `labels` columns, `text` wrapped beside it; nothing where the text is empty."""
        if not text:
            return
        left = indent + labels + 2
        for at, row in enumerate(wrap(harmless(text), self.columns - left)):
            name = self.paint(pad(label, labels), "dim") if at == 0 else " " * labels
            self._lines.append(f"{' ' * indent}{name}  {self.paint(row, style)}")

    def headed(self, head: str, text: str, *, indent: int, style: str) -> None:
        """`head` in its style, `text` beside it in bold; further lines hang under the text."""
        left = indent + width(head) + 2
        for at, row in enumerate(wrap(harmless(text), self.columns - left)):
            name = self.paint(head, style) if at == 0 else " " * width(head)
            self._lines.append(f"{' ' * indent}{name}  {self.paint(row, 'bold')}")

    def bar(self, cells: list[tuple[str, int, bool]], portion: float | None, *, indent: int) -> None:
        """Cells (text, columns, at the right edge?) and a bar of `portion` (0..1) in what is left, at most 30 columns."""
        row = "  ".join(pad(harmless(text), columns, right=right) for text, columns, right in cells)
        room = min(30, (self.columns - indent - width(row) - 2) // 2)  # half, for terminals that draw the marks two columns wide
        if portion is not None and room >= 5:
            full = round(portion * room)
            row += "  " + self.paint(_FULL * full, "good") + self.paint(_EMPTY * (room - full), "dim")
        self._lines.append((" " * indent + row).rstrip())

    def table(self, heads: list[str], rows: list[list[str]], *, right: frozenset[int], flexible: int, spare: tuple[int, ...]) -> None:
        """Aligned columns; those in `right` at the right edge. Where the sheet is too narrow, column `flexible` gives way down
        to 12 columns, then the columns in `spare` are left out, first come first."""
        cells = [[harmless(cell) for cell in row] for row in rows]
        sizes = {at: max(width(row[at]) for row in [heads, *cells]) for at in range(len(heads))}
        least = min(12, sizes[flexible])

        def rest() -> int:
            return sum(sizes.values()) + 2 * (len(sizes) - 1) - sizes[flexible]

        for at in spare:
            if rest() + least > self.columns:
                del sizes[at]
        sizes[flexible] = min(sizes[flexible], max(least, self.columns - rest()))
        for number, row in enumerate([heads, *cells]):
            line = "  ".join(pad(row[at], size, right=at in right) for at, size in sizes.items()).rstrip()
            self._lines.append(self.paint(line, "dim") if number == 0 else line)
