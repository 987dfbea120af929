"""What a format reader hands over: the canonical text and its blocks, residue not yet set aside."""

from typing import NamedTuple

from linter.model.text import Block, Clue, Comment, Residue


class Manuscript(NamedTuple):
    """A file as its format has it.

    `cuts` are marks inside blocks that the view leaves out, `residue` what the format itself knows to be none
    of the report (page numbers between lines), `ignored` and `unread` go to the receipt (names of messages.PARTS).
    """

    text: str
    blocks: tuple[Block, ...]
    cuts: tuple[tuple[int, int], ...] = ()
    residue: tuple[Residue, ...] = ()
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    comments: tuple[Comment, ...] = ()


class Mark(NamedTuple):
    """Where something begins or ends: `before` characters of its piece that are no blanks stand before it.

    name: start | end | at of the comment `ident`, or text, a stretch of text whose origin has the number `ident` (docx_trace.py).
    """

    ident: str
    name: str
    before: int


class Piece(NamedTuple):
    """One block before it has an offset. `soft` line ends inside it are gone."""

    kind: str
    text: str
    level: int = 0
    marks: tuple[Mark, ...] = ()


def laid_out(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text of formats that have no plain text of their own: one block a line; blank pieces are left out."""
    lines: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text, level, _ in pieces:
        line = text.strip().replace("\r", " ").replace("\n", " ")
        if line:
            lines.append(line)
            blocks.append(Block(kind, at, at + len(line), level))
            at += len(line) + 1
    return "\n".join(lines), tuple(blocks)


def glued(parts: list[str]) -> str:
    """Lines of one paragraph as one string; a space only where two words of Latin letters or digits would meet."""
    out = parts[0]
    for part in parts[1:]:
        if out[-1:].isascii() and out[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha():
            out += " "
        out += part
    return out
