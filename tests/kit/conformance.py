"""What every reader must keep: the same report gives the same view, and every offset holds."""

from linter.model.text import Document
from tests.kit.reports import Piece

WORD = {"docx", "doc", "wps", "rtf"}
KINDS = {"heading", "paragraph", "list-item", "table-row", "note"}


def sound(document: Document) -> None:
    """The promises of the contract that hold for any file: offsets, order, receipt, view."""
    text, view = document.text, document.view
    assert document.receipt.characters == len(text)
    assert document.receipt.blocks == len(document.blocks) == len(view.blocks)
    end = 0
    for block in document.blocks:
        assert block.kind in KINDS
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end], "a block starts and ends with a visible character"
        end = block.end
    for residue in document.receipt.residue:
        assert 0 <= residue.start < residue.end <= len(text)
        assert residue.kind
    for clue in document.clues:
        assert clue.name
        assert clue.value
        assert (clue.start is None) == (clue.end is None)
    last = -1
    for (start, stop), block in zip(view.blocks, document.blocks, strict=True):
        assert "\n" not in view.text[start:stop]
        for at in range(start, stop):
            origin = view.origin(at)
            assert last < origin, "the view goes forward through the text"
            assert block.start <= origin < block.end
            last = origin
    assert view.text == "\n".join(view.text[a:b] for a, b in view.blocks)
    assert document.text.encode("utf-8")


def one_block_a_line(document: Document) -> None:
    """Formats without a plain text of their own: a block is a line of the canonical text."""
    lines = document.text.split("\n")
    assert [document.text[b.start : b.end] for b in document.blocks] == [line for line in lines if _is_block(document, line)]


def _is_block(document: Document, line: str) -> bool:
    aside = {document.text[r.start : r.end] for r in document.receipt.residue}
    return line not in aside


def conformance(document: Document, expected: list[str], pieces: list[Piece]) -> None:
    """Raises AssertionError unless the document reads as `expected` (view blocks) and keeps what its format states.

    `expected` is the view of the plain text; formats that know headings must give their kind and order.
    """
    sound(document)
    assert [document.view.text[a:b] for a, b in document.view.blocks] == expected
    assert not document.receipt.unread
    assert document.receipt.complete
    if document.format in {"md", "html", *WORD}:
        headings = [b for b in document.blocks if b.kind == "heading"]
        assert len(headings) == sum(piece.kind in {"heading", "title"} for piece in pieces)
        levels = [block.level for block in headings if block.level]
        offset = 0 if document.format in WORD else 1
        stated = [piece.level + offset for piece in pieces if piece.kind == "heading"]
        assert [level for level in levels if level > 1 or document.format in WORD] == stated
    if document.format in {"md", "html", *WORD, "pdf", "ofd"}:
        assert sum(b.kind == "table-row" for b in document.blocks) == sum(piece.kind == "row" for piece in pieces)
    if document.format in {"html", *WORD, "pdf", "ofd"}:
        one_block_a_line(document)
