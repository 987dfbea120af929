"""What runs while a paragraph of a Word document is read: its lines, what hangs on it, the fields that are open."""

from xml.etree.ElementTree import Element

from linter.reading.docx_comments import weight
from linter.reading.docx_trace import TEXT, Origin
from linter.reading.manuscript import Mark


class Field:
    """A complex field that is open: its code is not text, its result is."""

    __slots__ = ("code", "in_result")

    def __init__(self) -> None:
        self.code = ""
        self.in_result = False

    @property
    def is_contents(self) -> bool:
        """Whether it builds the contents."""
        code = self.code.strip().upper()
        return code.startswith(("TOC ", "TOC\\")) or code == "TOC"


class Paragraph:
    """A paragraph while it is read: lines parted by manual breaks, and what hangs on it."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.boxes: list[tuple[Element, Element]] = []  # content, and the drawing that holds it
        self.notes: list[tuple[str, str, Element]] = []  # kind, id, and the reference
        self.marks: list[Mark] = []
        self._origins: list[tuple[int, int, Origin]] = []  # number of the line, place in it

    def texts(self) -> list[str]:
        return [text for line in self.lines if (text := "".join(line)).strip()]

    def forget(self) -> None:
        """Leaves out the text so far; comments that hang on it move on."""
        self.lines = [[]]
        self._origins = []
        self.marks = [mark._replace(before=0) for mark in self.marks]

    def origin(self, origin: Origin) -> None:
        """Where the text that was put last into the last line comes from."""
        self._origins.append((len(self.lines) - 1, len(self.lines[-1]) - 1, origin))

    def take_down(self, origins: list[Origin]) -> None:
        """Hangs a mark on each stretch of text that holds more than blanks, and adds its origin to `origins`, in which the marks count."""
        passed, places = 0, iter(self._origins)
        at = next(places, None)
        for number, line in enumerate(self.lines):
            for place, said in enumerate(line):
                size = weight(said)
                if at is not None and at[:2] == (number, place):
                    if size:
                        self.marks.append(Mark(str(len(origins)), TEXT, passed))
                        origins.append(at[2])
                    at = next(places, None)
                passed += size
