"""A reader of annotated files that shares nothing with the program: lxml and plain walks."""

import io
import zipfile

from lxml import etree

_SKIPPED = {"del", "moveFrom", "rt", "Fallback", "instrText", "txbxContent", "pPr"}


def replaced(data: bytes, name: str, part: bytes) -> bytes:
    """A package with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, part if entry.filename == name else old.read(entry))
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def enclosed(document: bytes, ours: set[str]) -> dict[str, tuple[str, set[str]]]:
    """By id of one of our comments: the letters between the marks of its range, and the names of elements there. References must stand apart."""
    found: dict[str, tuple[str, set[str]]] = {}
    open_: dict[str, tuple[list[str], set[str]]] = {}
    referred: list[str] = []

    def walk(element: etree._Element, hidden: bool) -> None:
        for child in element:
            name = name_of(child)
            if name.startswith("comment") and attribute(child, "id") not in ours:
                continue
            if name == "commentRangeStart":
                assert attribute(child, "id") not in open_
                open_[attribute(child, "id")] = ([], set())
            elif name == "commentRangeEnd":
                letters, names = open_.pop(attribute(child, "id"))
                found[attribute(child, "id")] = ("".join(letters), names)
            elif name == "commentReference":
                referred.append(attribute(child, "id"))
                assert attribute(child, "id") in found, "a reference stands behind its range"
                outer = child.getparent()
                assert outer is not None and name_of(outer) == "r" and name_of(outer.getparent()) == "p", "and in the paragraph itself"
            elif name in _SKIPPED:
                for _, names in open_.values():
                    names.add(name)
                if name == "txbxContent":
                    assert not any(name_of(each).startswith("comment") for each in child.iter())
            elif name == "t":
                text = "".join(child.itertext(tag=child.tag)) if not hidden else ""
                for letters, _ in open_.values():
                    letters.append("".join(text.split()))
            else:
                if name == "noBreakHyphen":
                    for letters, _ in open_.values():
                        letters.append("-")
                for _, names in open_.values():
                    names.add(name)
                shows = any(name_of(each) in {"vanish", "showingPlcHdr"} for group in child if name_of(group) in {"rPr", "sdtPr"} for each in group)
                walk(child, hidden or shows)

    walk(etree.fromstring(document), False)
    assert not open_
    assert sorted(referred) == sorted(found) == sorted(ours)
    return found


def looks(document: bytes) -> list[tuple[str, bytes]]:
    """Every letter that is shown, in order, with the properties of its run; blanks at the edges of a w:t only where it keeps them."""
    out = []
    for text in etree.fromstring(document).iter("{*}t"):
        run = text.getparent()
        properties = [etree.tostring(each, with_tail=False) for each in (run if run is not None else ()) if name_of(each) == "rPr"]
        said = "".join(text.itertext(tag=text.tag))
        kept = said if attribute(text, "space") == "preserve" else said.strip(" \t\r\n")
        out += [(letter, b"".join(properties)) for letter in kept]
    return out


def added(before: list[tuple[str, bytes]], after: list[tuple[str, bytes]]) -> list[str]:
    """The letters that came in; AssertionError where one went."""
    came, rest = [], iter(after)
    for each in before:
        for other in rest:
            if other == each:
                break
            came.append(other[0])
        else:
            raise AssertionError(each)
    return came + [letter for letter, _ in rest]


def within(original: bytes, copy: bytes) -> bool:
    """Whether the copy is the original with bytes put in: every byte of it is there, in order."""
    at = 0
    for byte in original:
        at = copy.find(byte, at) + 1
        if not at:
            return False
    return True
