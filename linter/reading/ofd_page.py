"""What stands on a page of an OFD file: runs of characters with their places, and how much of it pictures fill."""

from collections.abc import Callable
from math import hypot, isfinite, sqrt
from typing import NamedTuple
from xml.etree.ElementTree import Element

from linter.reading.limits import OFD_NESTED, OFD_OBJECTS
from linter.reading.messages import failure
from linter.reading.ooxml import child, local, value

POINTS = 72 / 25.4  # a millimetre
_FARTHEST = 1e5  # no length of a page is beyond it
_BLANK_GLYPHS = frozenset("□?¤\ufffd \u3000")  # what stands for characters that only their shape tells
_THIN, _TALL = 1.0, 3.0  # millimetres: an upright line is less wide and higher
_BORDERS = 500  # of a page: more is no table
_OPEN = frozenset({"Content", "Layer", "PageBlock"})

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Run(NamedTuple):
    """Characters set in one go, each with its (x, y) in points, y downwards, its line's baseline. `along` is the direction of writing."""

    text: str
    places: list[tuple[float, float]]
    size: float
    along: tuple[float, float]  # unit vector of the x axis of the glyphs


class Border(NamedTuple):
    """An upright line between cells of a table, in points, y downwards."""

    x: float
    top: float
    bottom: float


class Found(NamedTuple):
    """What a page holds."""

    runs: list[Run]
    borders: list[Border]
    counts: dict[str, float]  # glyphs: characters without meaning; hidden, paths, images: objects; covered: points² of images


class Budget:
    """Counts objects and characters over all pages: resources that refer to each other multiply."""

    def __init__(self) -> None:
        self._left = OFD_OBJECTS

    def spend(self, count: int) -> None:
        """Raises ReadFailure (too-large) when nothing is left."""
        self._left -= count
        if self._left < 0:
            raise failure("ofd-objects", limit=OFD_OBJECTS)


def page_of(content: Element, resource: Callable[[str], Element | None], budget: Budget) -> Found:
    """What is drawn below `content`. `resource` gives the content of a composite unit by its id.

    Raises ReadFailure: too-large (more objects than the budget has), unreadable (units inside units without end).
    """
    found = Found([], [], dict.fromkeys(("glyphs", "hidden", "paths", "images", "covered"), 0.0))
    _Walk(found, resource, budget).block(content, UNIT, 0)
    return found


class _Walk:
    """One page being read."""

    def __init__(self, found: Found, resource: Callable[[str], Element | None], budget: Budget) -> None:
        self.found = found
        self.resource = resource
        self.budget = budget

    def block(self, container: Element, outer: Matrix, depth: int) -> None:
        """The objects of a layer or block, in the coordinates of `outer`."""
        if depth > OFD_NESTED:
            raise failure("xml-depth")
        self.budget.spend(1)
        for element in container:
            name = local(element)
            if value(element, "Visible").lower() == "false":
                self.found.counts["hidden"] += any(local(inner) == "TextCode" for inner in element.iter())
            elif name in _OPEN:
                self.block(element, outer, depth + 1)
            elif name == "TextObject":
                self.text(element, _placed(element, outer))
            elif name == "CompositeObject":
                inner = self.resource(value(element, "ResourceID"))
                if inner is not None:
                    self.block(inner, _placed(element, outer), depth + 1)
            elif name == "ImageObject":
                self.budget.spend(1)
                _, _, width, height = _numbers(value(element, "Boundary"), 4)
                self.found.counts["images"] += 1
                self.found.counts["covered"] += abs(width * height) * _scale(outer) ** 2 * POINTS**2
            elif name == "PathObject":
                self.budget.spend(1)
                self.found.counts["paths"] += 1
                self.border(element, outer)

    def border(self, element: Element, outer: Matrix) -> None:
        """Notes a path that is thin and upright."""
        x, y, width, height = _numbers(value(element, "Boundary"), 4)
        if len(self.found.borders) < _BORDERS and width < _THIN and height > _TALL and outer[1] == outer[2] == 0:
            (left, top), (right, bottom) = _at(outer, x, y), _at(outer, x + width, y + height)
            self.found.borders.append(Border((left + right) / 2, min(top, bottom), max(top, bottom)))

    def text(self, element: Element, matrix: Matrix) -> None:
        """The runs of a text object."""
        size = _number(value(element, "Size")) * _scale(matrix) * POINTS
        stretch = _number(value(element, "HScale")) or 1.0
        codes = [code for code in element if local(code) == "TextCode"]
        texts = [(code.text or "").strip("\r\n\t") for code in codes]
        self.budget.spend(1 + sum(map(len, texts)))
        glyphs = sum(len(value_of.split()) for each in element if local(each) == "CGTransform" and (value_of := _glyphs(each)))
        if glyphs and all(set(text) <= _BLANK_GLYPHS for text in texts):
            self.found.counts["glyphs"] += glyphs
            return
        if size <= 0:
            return
        a, b = matrix[0], matrix[1]
        length = hypot(a, b)
        if not length:
            return
        x = y = 0.0
        for code, text in zip(codes, texts, strict=True):
            # a code without place goes on where the one before it began
            x, y = (_number(raw) if (raw := value(code, name)) else old for name, old in (("X", x), ("Y", y)))
            places = [_at(matrix, px, py) for px, py in _steps(code, text, x, y, _number(value(element, "Size")) * stretch)]
            if text.strip() and all(abs(px) < _FARTHEST and abs(py) < _FARTHEST for px, py in places):
                self.found.runs.append(Run(text, places, size, (a / length, b / length)))
            elif text.strip():
                self.found.counts["hidden"] += 1


def _glyphs(transform: Element) -> str:
    glyphs = child(transform, "Glyphs")
    return (glyphs.text or "") if glyphs is not None else ""


def _steps(code: Element, text: str, x: float, y: float, size: float) -> list[tuple[float, float]]:
    """The place of each character in the coordinates of its object."""
    across, down = (_deltas(value(code, name), len(text) - 1) for name in ("DeltaX", "DeltaY"))
    places = []
    for i, character in enumerate(text):
        places.append((x, y))
        x += across[i] if i < len(across) else 0.0 if down else size * breadth(character)
        y += down[i] if i < len(down) else 0.0
    return places


def breadth(character: str) -> float:
    """About how wide a character is, in heights of it."""
    return 0.5 if character.isascii() else 1.0


def _deltas(raw: str, most: int) -> list[float]:
    """The distances of DeltaX or DeltaY, at most `most`: `g 3 5.6` is three times 5.6."""
    found: list[float] = []
    words = iter(raw.split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            times, step = _number(next(words, "0")), _number(next(words, "0"))
            found += [step] * max(0, min(int(times), most - len(found)))
        else:
            found.append(_number(word))
    return found


def _placed(element: Element, outer: Matrix) -> Matrix:
    """The matrix of an object's own coordinates: its CTM, moved to its boundary, seen from outside."""
    x, y, _, _ = _numbers(value(element, "Boundary"), 4)
    raw = value(element, "CTM")
    a, b, c, d, e, f = _numbers(raw, 6) if raw.strip() else UNIT
    p, q, r, s, t, u = outer
    e, f = e + x, f + y
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS


def _scale(matrix: Matrix) -> float:
    area = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
    return sqrt(area) if isfinite(area) else 0.0


def _numbers(raw: str, count: int) -> list[float]:
    words = raw.split(maxsplit=count)[:count]
    return [_number(word) for word in words] + [0.0] * (count - len(words))


def _number(raw: str) -> float:
    """A length; 0 for what is none, or none that a page has."""
    try:
        found = float(raw) if 0 < len(raw) < 40 else 0.0
    except ValueError:
        return 0.0
    return found if abs(found) < _FARTHEST else 0.0  # nan is not


def box(raw: str) -> tuple[float, float]:
    """(width, height) in points of a PhysicalBox; 0 where it states none."""
    _, _, width, height = _numbers(raw, 4)
    return width * POINTS, height * POINTS
