"""Where a file stands in its repository: the path that CI systems look it up by, and the same as a URI."""

import ntpath
import posixpath
import re
from types import ModuleType

# unreserved characters of RFC 3986 and the stroke between folders
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def _flavour(folder: str, path: str) -> ModuleType:
    """A backslash parts folders on Windows only; on other systems it is a letter of the name."""
    return ntpath if _DRIVE.match(folder) or _DRIVE.match(path) else posixpath


def located(path: str, folder: str = "", root: str = "") -> str:
    """`path` with `/` between folders, relative to `root` where it lies in it, else absolute.

    `folder` is the folder that relative paths count from (absolute, or '' for `root` itself); `root` is the
    repository (absolute, or '' for `folder`). Without both, a relative path stays what it is, tidied.
    """
    flavour = _flavour(folder or root, path)
    base = folder or root
    home = root or folder
    whole: str = flavour.normpath(flavour.join(base, path) if base else path)
    if home and flavour.splitdrive(home)[0].lower() == flavour.splitdrive(whole)[0].lower():
        inside: str = flavour.relpath(whole, flavour.normpath(home)) if flavour.isabs(whole) else whole
        if inside != ".." and not inside.startswith(".." + flavour.sep):
            whole = inside
    return whole.replace("\\", "/") if flavour is ntpath else whole


def is_absolute(place: str) -> bool:
    """Whether what `located` gave lies outside the repository."""
    return place.startswith("/") or bool(_DRIVE.match(place))


def uri(place: str) -> str:
    """What `located` gave as a URI: percent-encoded UTF-8, relative, or `file:` where it lies outside the repository."""
    try:
        raw = place.encode("utf-8", "surrogateescape")  # a file name that is no UTF-8 keeps its bytes
    except UnicodeEncodeError:
        raw = place.encode("utf-8", "replace")
    coded = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in raw)
    if place.startswith("//"):  # \\server\share
        return "file:" + coded
    if place.startswith("/"):
        return "file://" + coded
    if _DRIVE.match(place):
        return "file:///" + coded.replace("%3A", ":", 1)
    # the first part of a relative reference holds no colon (encoded above), but must not be empty
    return coded or "."
