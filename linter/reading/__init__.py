"""Bytes → Document. One module per format, one registry (formats.py); receipts and limits live here."""

from linter.model.digest import sha256_of
from linter.model.fold import fold
from linter.model.text import Clue, Document, Receipt
from linter.reading.formats import CONVERTED, format_of, reader, suffixes, walked
from linter.reading.limits import FILE_BYTES
from linter.reading.messages import failure
from linter.reading.residue import ResidueWords, residue_words, set_aside

__all__ = ["CONVERTED", "ResidueWords", "bytes_of", "read", "residue_words", "suffixes", "walked"]


def read(
    path: str,
    *,
    data: bytes | None = None,
    name: str | None = None,
    max_size: int = 5_000_000,
    residue: ResidueWords,
) -> Document:
    """Reads one report.

    `data` with `name` reads what is already in memory (standard input); `path` is then only its name in results.
    `max_size` limits the bytes of text: of the file for text formats, of the extracted text for others.
    Raises ReadFailure for a file that cannot be read whole, FileNotFoundError where there is none.
    Parts that are beyond reading in an otherwise readable file stand in `receipt.unread`.
    """
    if data is None:
        data = bytes_of(path, max_size)
    if not data:
        raise failure("empty")
    format = format_of(name or path, data)
    if format.is_text and len(data) > max_size:
        raise failure("too-large-text", limit=max_size)
    if len(data) > FILE_BYTES:
        raise failure("too-large-file", limit=FILE_BYTES)
    manuscript = reader(format)(data, residue)
    if not format.is_text and len(manuscript.text) * 3 > max_size and len(manuscript.text.encode("utf-8", "replace")) > max_size:
        raise failure("too-large-text", limit=max_size)
    if not manuscript.blocks:
        raise failure("no-text-layer" if manuscript.unread else "empty")
    body, aside, clues = set_aside(manuscript.text, manuscript.blocks, residue)
    if not body:
        raise failure("only-residue")
    receipt = Receipt(
        characters=len(manuscript.text),
        blocks=len(body),
        residue=tuple(sorted((*manuscript.residue, *aside))),
        ignored=tuple(dict.fromkeys(manuscript.ignored)),
        unread=tuple(dict.fromkeys(manuscript.unread)),
    )
    return Document(
        path=path,
        format=format.name,
        sha256=sha256_of(data),
        text=manuscript.text,
        blocks=body,
        view=fold(manuscript.text, body, manuscript.cuts),
        receipt=receipt,
        clues=(*manuscript.clues, *clues, Clue("file", _stem(name or path), None, None)),
        comments=manuscript.comments,
    )


def bytes_of(path: str, max_size: int) -> bytes:
    """The bytes of a file, never more than one beyond the limits. Raises ReadFailure, FileNotFoundError where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read(max(FILE_BYTES, max_size) + 1)
    except FileNotFoundError:
        raise
    except IsADirectoryError:
        raise failure("folder") from None
    except PermissionError:
        raise failure("permission") from None
    except OSError as error:
        raise failure("io", code=error.errno) from None


def _stem(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    return base.rpartition(".")[0] or base
