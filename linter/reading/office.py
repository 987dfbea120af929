"""Old Word, WPS and RTF: converted to .docx by LibreOffice where it is installed, then read as Word documents are.

LibreOffice runs beside us (converter.py) with a profile of its own that lets no macro run and follows no link.
Many a .doc is something else inside: a Word package and a PDF are told by formats.py, a web page is read here.
"""

import os
import sys

from linter.reading.limits import FILE_BYTES, OFFICE_SECONDS
from linter.reading.manuscript import Manuscript
from linter.reading.messages import failure, part
from linter.reading.residue import ResidueWords

VARIABLE = "FAZHI_LINT_SOFFICE"  # the program to use; empty: do without
_NAMES = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf")
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK\x03\x04"
_HEAD = 1024  # bytes in which a web page names itself


def program() -> str | None:
    """Where LibreOffice is: what the environment names, else on the search path or at a usual place; None where it is not."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return named if os.path.isabs(named) and _runs(named) else None
    # by hand: on Windows shutil.which looks into the current folder first, where documents are
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]
    candidates = [os.path.join(folder, name) for name in _NAMES for folder in folders]
    return next((path for path in [*candidates, *_PLACES] if _runs(path)), None)


def _runs(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def is_old_word(name: str, data: bytes) -> bool:
    """Whether a .docx of a file called `name` is to be had from `as_docx` alone: by its content; of unknown content by its suffix."""
    return data.startswith((_OLE, _RTF)) or (name.lower().endswith(_SUFFIXES) and not data.startswith((_ZIP, b"%PDF-")))


def as_docx(data: bytes, suffix: str) -> bytes:
    """A .docx of a Word 97–2003, WPS or RTF document. `suffix` is that of its file, with dot.

    Raises ReadFailure: unreadable (no such document; LibreOffice is not installed; it can make nothing of the file),
    encrypted, truncated, timeout, too-large. Nothing stays on disk, however this ends.
    """
    if data.startswith(_OLE):
        check(data, suffix)
    elif not data.startswith(_RTF):  # the XML of Word 2003 too: what LibreOffice makes of its numbers is wrong
        raise failure("not-word")
    import subprocess

    from linter.reading import converter

    soffice = program()
    if soffice is None or not sys.executable:
        raise failure("old-word")
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", converter.__file__, soffice, _known(data, suffix), str(OFFICE_SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is ours to answer: it ends when our end of the pipe closes
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(len(data).to_bytes(8, "big"))
            process.stdin.write(data)
            process.stdin.flush()
            made = process.stdout.read(FILE_BYTES + 1)
        except OSError:
            made = b""
        finally:
            _close(process.stdin)
    if len(made) > FILE_BYTES:
        raise failure("too-large-file", limit=FILE_BYTES)
    if process.returncode == converter.LATE:
        raise failure("office-late", seconds=f"{OFFICE_SECONDS:g}")
    if process.returncode or not made.startswith(_ZIP):
        raise failure("office-failed")
    return made


def _close(pipe: object) -> None:
    """Closes our end; there may be something unsent for a program that is gone."""
    import contextlib

    with contextlib.suppress(OSError):
        pipe.close()  # type: ignore[attr-defined]


def _known(data: bytes, suffix: str) -> str:
    """The suffix by which LibreOffice knows the kind of the content. WPS writes Word's own format under its own suffixes."""
    if data.startswith(_RTF):
        return ".rtf"
    from linter.reading.ole import kind_of

    # what is no Word document inside can be one of Microsoft Works
    return ".wps" if suffix.lower() == ".wps" and kind_of(data) == "other" else ".doc"


def check(data: bytes, suffix: str) -> None:
    """Raises ReadFailure for a compound file that is locked (encrypted), no Word document (unreadable) or damaged (truncated, unreadable)."""
    from linter.reading.ole import Damaged, kind_of

    try:
        kind = kind_of(data)
    except Damaged as damaged:
        # an encrypted package is told even where its folder is in pieces
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise failure("locked" if locked else "ole-cut" if damaged.cut else "ole-broken") from None
    if kind == "locked":
        raise failure("locked")
    if kind == "foreign" or (kind == "other" and suffix.lower() not in (".wps", ".wpt")):
        raise failure("ole-foreign")


def read_old_word(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .doc and .rtf. Raises ReadFailure (see as_docx, and docx.py for the .docx that comes out)."""
    return _read(data, ".doc", words)


def read_wps(data: bytes, words: ResidueWords) -> Manuscript:
    """Reads .wps, as read_old_word does."""
    return _read(data, ".wps", words)


def _read(data: bytes, suffix: str, words: ResidueWords) -> Manuscript:
    if _is_page(data):
        from linter.reading.html import read_html

        return read_html(data, words)
    from linter.reading.docx import read_docx

    manuscript = read_docx(as_docx(data, suffix), words)
    return manuscript._replace(ignored=(*manuscript.ignored, part("converted")))


def _is_page(data: bytes) -> bool:
    """Whether this is a web page: programs of offices like to name those .doc."""
    return b"<html" in data[:_HEAD].replace(b"\0", b"").lower()
