"""The registry of formats, and how a file's format is found: by its first bytes, among text formats by its suffix."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from linter.reading.manuscript import Manuscript
from linter.reading.messages import failure
from linter.reading.residue import ResidueWords

Reader = Callable[[bytes, ResidueWords], Manuscript]


class Format(NamedTuple):
    """One file format. `module` is imported, and `function` in it called, only when such a file is read."""

    name: str  # Document.format
    suffixes: tuple[str, ...]
    module: str
    function: str
    is_text: bool


FORMATS = (
    Format("txt", (".txt", ".text"), "linter.reading.plain", "read_plain", True),
    Format("md", (".md", ".markdown"), "linter.reading.markdown", "read_markdown", True),
    Format("html", (".html", ".htm", ".shtml", ".xhtml"), "linter.reading.html", "read_html", True),
    Format("docx", (".docx", ".docm"), "linter.reading.docx", "read_docx", False),
    Format("pdf", (".pdf",), "linter.reading.pdf", "read_pdf", False),
)
_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
_BY_NAME = {format.name: format for format in FORMATS}
# formats that are named in a message of their own
_FOREIGN = {".doc": "old-word", ".wps": "old-word", ".wpt": "old-word", ".dot": "old-word", ".rtf": "old-word", ".ofd": "ofd"}
_OLE = b"\xd0\xcf\x11\xe0"


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read, lower case with dot."""
    return tuple(_BY_SUFFIX)


def walked() -> tuple[str, ...]:
    """What a walk through a folder picks up: also the formats that can only be named, so that no report is passed over in silence."""
    return (*suffixes(), *_FOREIGN)


def suffix_of(name: str) -> str:
    """The suffix of a file name, lower case with dot; '' for none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, end = base.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""


def format_of(name: str, data: bytes) -> Format:
    """The format of a file called `name`. A file without suffix is plain text.

    Raises ReadFailure: encrypted (OLE file that holds an encrypted package), unreadable (.doc, .wps, .ofd, other).
    """
    suffix = suffix_of(name)
    if data.startswith(_OLE):
        raise failure("package-encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    if b"%PDF-" in data[:1024]:
        return _BY_NAME["pdf"]
    if suffix in _FOREIGN and not (data.startswith(b"PK\x03\x04") and suffix != ".ofd"):
        raise failure(_FOREIGN[suffix])
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _BY_NAME["docx"]
    found = _BY_SUFFIX.get(suffix)
    if found is None:
        if suffix in {"", ".tmp"}:
            return _BY_NAME["txt"]
        raise failure("format", suffixes=" ".join(suffixes()))
    return found


def reader(format: Format) -> Reader:
    """The function that reads `format`. Raises ReadFailure (unreadable) where a library it needs is not installed."""
    try:
        function: Reader = getattr(import_module(format.module), format.function)
    except ImportError as error:
        raise failure("library", name=error.name or format.name) from None
    return function
