"""Reads Word files and workbooks back as their users see them: python-docx and openpyxl, made by others."""

import io
import warnings
import zipfile
from typing import Any

import openpyxl
from defusedxml import ElementTree
from docx import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """(name of the style, text) of every paragraph outside tables."""
    return [(p.style.name, p.text) for p in Document(io.BytesIO(data)).paragraphs]


def tables(data: bytes) -> list[list[list[str]]]:
    """Rows of cells of every table; a cell that spans columns stands once."""
    return [[[_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst] for table in Document(io.BytesIO(data)).tables]


def _text(element: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))


def words_of(data: bytes) -> str:
    """Every word of a Word file, a line a paragraph, tables where they stand."""
    body = ElementTree.fromstring(parts(data)["word/document.xml"])
    return _text(body)


def parts(data: bytes) -> dict[str, bytes]:
    """Name → content of the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def elements(data: bytes) -> set[str]:
    """Names of all elements and attributes of a package; each of its parts is sound XML."""
    found: set[str] = set()
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            for element in ElementTree.fromstring(content).iter():
                found |= {element.tag, *(f"{element.tag}@{key}" for key in element.attrib)}
    return found


def book(data: bytes) -> Any:
    """The workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know data bars
        return openpyxl.load_workbook(io.BytesIO(data))


def rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its title, note and head, by the names in the head."""
    _, _, head, *found = book(data)[sheet].values
    return [dict(zip(head, row, strict=True)) for row in found]
