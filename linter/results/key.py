"""What a kept result is found by: everything that can change it, and nothing else; no time, no folder."""

import os
from typing import TYPE_CHECKING

from linter import __version__
from linter.results.form import VERSION
from linter.rulebook import folder

if TYPE_CHECKING:
    from linter.engine import Options

# readers whose text depends on the version of a library that is not ours
_LIBRARIES = {".pdf": "pypdfium2", ".html": "selectolax", ".htm": "selectolax", ".shtml": "selectolax", ".xhtml": "selectolax"}


def program() -> str:
    """Digest of the installed program files by content: an edited engine never gives old results, and a fresh checkout is no edit."""
    root = folder.package()
    parts = []
    for name, _, _ in folder.listing(root, (".py",)):
        with open(os.path.join(root, name), "rb") as file:
            parts.append(f"{name}\0{folder.digest(file.read())}")
    return folder.digest("\n".join(parts).encode("utf-8", "surrogatepass"))


class Keys:
    """Keys of one run: program, rulebook and limit are the same in all of them."""

    def __init__(self, rulebook: str, max_size: int) -> None:
        self._run = f"{VERSION}\0{__version__}\0{program()}\0{rulebook}\0{max_size}"
        self._options: dict[Options, str] = {}

    def key(self, content: str, name: str, data: bytes, options: "Options") -> bytes:
        """The key of a file whose content has this digest. `name` counts without its folder: its suffix tells the format, the rest may name year and place."""
        shared = self._options.get(options)
        if shared is None:
            shared = self._options[options] = f"{self._run}\0{tuple(options)!r}"
        base = name.replace("\\", "/").rpartition("/")[2]
        text = f"{shared}\0{content}\0{base}\0{_library(base, data)}"
        return bytes.fromhex(folder.digest(text.encode("utf-8", "surrogatepass")))


def _library(name: str, data: bytes) -> str:
    """The version of the library that reads this file, '' where its version cannot change the text."""
    module = "pypdfium2" if data[:1024].find(b"%PDF-") >= 0 else _LIBRARIES.get(os.path.splitext(name)[1].lower(), "")
    if not module and not data.startswith(b"PK") and not _is_utf8(data):
        module = "charset-normalizer"
    return _version(module) if module else ""


_VERSIONS: dict[str, str] = {}


def _version(distribution: str) -> str:
    known = _VERSIONS.get(distribution)
    if known is None:
        from importlib import metadata

        try:
            known = metadata.version(distribution)
        except metadata.PackageNotFoundError:
            known = "-"
        _VERSIONS[distribution] = known
    return known


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
