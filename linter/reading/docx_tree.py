"""Where the parts of a Word document stand in its tree: wrappers, alternatives, rows, cells, text boxes, notes."""

from xml.etree.ElementTree import Element

from linter.reading.ooxml import child, local, value

# wrappers whose content counts as if it stood there itself
OPEN = frozenset({"ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent", "ruby", "rubyBase", "oMath", "oMathPara"})


def notes(root: Element | None) -> dict[str, Element]:
    """Notes by id, separators left out."""
    return {
        value(note, "id"): note
        for note in (root if root is not None else ())
        if value(note, "type") in {"", "normal"}
    }


def alternative(element: Element) -> Element | None:
    """One of the branches of mc:AlternateContent: they show the same thing twice."""
    choice = child(element, "Choice")
    return choice if choice is not None else child(element, "Fallback")


def boxes(element: Element) -> list[Element]:
    """Contents of text boxes in a drawing, each once."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        name = local(current)
        if name == "txbxContent":
            found.append(current)
        elif name == "AlternateContent":
            chosen = alternative(current)
            if chosen is not None:
                waiting.append(chosen)
        else:
            waiting.extend(reversed(current))
    return found


def rows(table: Element) -> list[Element]:
    """Rows of a table, those in content controls and tracked insertions included, deleted ones not."""
    return [row for row in _parts(table, "tr") if child(child(row, "trPr"), "del") is None]


def cells(row: Element) -> list[Element]:
    """Cells of a row; continuations of a vertically merged cell are empty anyway."""
    return _parts(row, "tc")


def _parts(parent: Element, wanted: str) -> list[Element]:
    """Children named `wanted`, in order, through content controls and tracked insertions."""
    found: list[Element] = []
    for element in parent:
        name = local(element)
        if name == wanted:
            found.append(element)
        elif name == "sdt":
            content = child(element, "sdtContent")
            found.extend(_parts(content, wanted) if content is not None else [])
        elif name in OPEN:
            found.extend(_parts(element, wanted))
    return found


def symbol(element: Element) -> str:
    """A character by code; those of symbol fonts (private use) are marks such as ☑ and say nothing."""
    try:
        code = int(value(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE else ""
