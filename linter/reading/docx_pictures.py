"""Pictures and embedded objects of a Word document: decoration, or parts that may hold body text."""

import re
from xml.etree.ElementTree import Element

from linter.reading.messages import part
from linter.reading.ooxml import local, value

_EMU_CM = 360_000
_PAGE_WIDTH, _PAGE_HEIGHT = 14.0, 18.0  # cm: a picture of this size fills the text area of an A4 page, as a scan does
_LITTLE_TEXT = 200  # characters: below that pictures may be the report
# programs whose embedded files hold prose; equations, charts and sheets are no body text
_PROSE = ("word", "wps", "kwps", "acro", "foxit", "package", "pdf", "powerpoint", "wpp")
_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|cm|in|mm)")
_UNITS = {"pt": 2.54 / 72, "cm": 1.0, "in": 2.54, "mm": 0.1}


class Pictures:
    """Counts what is met in runs; the verdict waits until it is known how much text there is."""

    def __init__(self) -> None:
        self._pages = 0
        self._small = 0
        self._charts = 0
        self._objects = 0
        self._formulas = 0

    def see(self, element: Element, name: str) -> None:
        """Takes a w:drawing, w:pict or w:object without text box."""
        if name == "object":
            program = next((value(inner, "ProgID").lower() for inner in element.iter() if local(inner) == "OLEObject"), "")
            if program.startswith(_PROSE) or not program:
                self._objects += 1
            else:
                self._formulas += 1
            return
        names = {local(inner) for inner in element.iter()}
        if "chart" in names or "relIds" in names:
            self._charts += 1
        elif names & {"blip", "imagedata"}:
            width, height = _size(element)
            if width >= _PAGE_WIDTH and height >= _PAGE_HEIGHT:
                self._pages += 1
            else:
                self._small += 1

    def receipt(self, characters: int) -> tuple[list[str], list[str]]:
        """(ignored, unread) names for the receipt of a document with so much text."""
        ignored: list[str] = []
        unread = [part("object")] if self._objects else []
        if self._pages:
            unread.append(part("large-image"))
        if self._small:
            (unread if characters < _LITTLE_TEXT else ignored).append(part("image"))
        if self._charts:
            ignored.append(part("chart"))
        if self._formulas:
            ignored.append(part("formula"))
        return ignored, unread


def _size(element: Element) -> tuple[float, float]:
    """Width and height in cm: of DrawingML from its extent, of VML from the style."""
    for inner in element.iter():
        if local(inner) == "extent":
            try:
                return int(value(inner, "cx")) / _EMU_CM, int(value(inner, "cy")) / _EMU_CM
            except ValueError:
                return 0.0, 0.0
        if local(inner) == "shape":
            sizes = {match[1]: float(match[2]) * _UNITS[match[3]] for match in _SIZE.finditer(value(inner, "style"))}
            return sizes.get("width", 0.0), sizes.get("height", 0.0)
    return 0.0, 0.0
