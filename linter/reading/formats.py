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
    Format("doc", (".doc", ".dot"), "linter.reading.office", "read_old_word", False),
    Format("wps", (".wps", ".wpt"), "linter.reading.office", "read_wps", False),
    Format("rtf", (".rtf",), "linter.reading.office", "read_old_word", False),
    Format("pdf", (".pdf",), "linter.reading.pdf", "read_pdf", False),
    Format("ofd", (".ofd",), "linter.reading.ofd", "read_ofd", False),
)
_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
_BY_NAME = {format.name: format for format in FORMATS}
CONVERTED = frozenset({"doc", "wps", "rtf"})  # Document.format of what is read through a conversion
# formats that are named in a message of their own
_FOREIGN = {".ceb": "old-layout", ".cebx": "old-layout", ".sep": "old-layout"}
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0", b"{\\rtf", (b"PK\x03\x04", b"PK\x05\x06")


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

    Raises ReadFailure: encrypted (locked Word files), unreadable (other compound files, CEB, any other).
    """
    suffix = suffix_of(name)
    found = _BY_SUFFIX.get(suffix)
    if data.startswith(_OLE):
        from linter.reading.office import check

        check(data, suffix)
        return found if found is not None and found.name in CONVERTED else _BY_NAME["doc"]
    if b"%PDF-" in data[:1024]:
        return _BY_NAME["pdf"]
    if data.startswith(_RTF):
        return _BY_NAME["rtf"]
    if data.startswith(_ZIP):
        return _BY_NAME["ofd" if _is_ofd(suffix, data) else "docx"]
    if suffix in _FOREIGN:
        raise failure(_FOREIGN[suffix])
    if found is None:
        if suffix in {"", ".tmp"}:
            return _BY_NAME["txt"]
        raise failure("format", suffixes=" ".join(suffixes()))
    return found


def _is_ofd(suffix: str, data: bytes) -> bool:
    """Whether a package is an OFD one: by the entry that opens it. A damaged one is what its suffix says."""
    if suffix != ".ofd" and data.find(b"OFD.xml") < 0:
        return False
    import zipfile
    from io import BytesIO

    try:
        names = {name.replace("\\", "/").strip("/").lower() for name in zipfile.ZipFile(BytesIO(data)).namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return suffix == ".ofd"
    return "ofd.xml" in names or (suffix == ".ofd" and "word/document.xml" not in names)


def reader(format: Format) -> Reader:
    """The function that reads `format`. Raises ReadFailure (unreadable) where a library it needs is not installed."""
    try:
        function: Reader = getattr(import_module(format.module), format.function)
    except ImportError as error:
        raise failure("library", name=error.name or format.name) from None
    return function
