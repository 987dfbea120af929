"""A zip package of XML parts (docx, ofd), opened with limits: what a hostile file can cost is bounded before it is paid."""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from linter.reading.limits import PACKAGE_BYTES, PACKAGE_ENTRIES, PART_FLOOR, PART_RATIO, XML_DEPTH
from linter.reading.messages import failure

_ENCRYPTED = 0x1


class Package:
    """The parts of a package by name, without leading slash, letter case ignored."""

    def __init__(self, data: bytes) -> None:
        """Raises ReadFailure: truncated, encrypted, too-large, unreadable (too many or repeated entries, absurd ratio)."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, EOFError):
            raise failure("package-truncated") from None
        except NotImplementedError:
            raise failure("package-method") from None
        if len(entries) > PACKAGE_ENTRIES:
            raise failure("package-entries", limit=PACKAGE_ENTRIES)
        if sum(entry.file_size for entry in entries) > PACKAGE_BYTES:
            raise failure("package-size", limit=PACKAGE_BYTES)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if entry.flag_bits & _ENCRYPTED:
                raise failure("package-encrypted")
            if entry.file_size > PART_FLOOR and entry.file_size > PART_RATIO * max(1, entry.compress_size):
                raise failure("package-ratio")
            # two readers may take different ones
            if name in self._entries:
                raise failure("package-duplicate")
            self._entries[name] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """Names of all parts, lower case."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """Unpacked size of a part in bytes; 0 where there is none."""
        entry = self._entries.get(name.lower())
        return entry.file_size if entry else 0

    def data(self, name: str) -> bytes | None:
        """A part as it is; None where there is none. Raises ReadFailure: truncated (checksum), unreadable."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        try:
            return self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            raise failure("package-truncated") from None
        except (NotImplementedError, RuntimeError):
            raise failure("package-method") from None

    def entries(self) -> list[zipfile.ZipInfo]:
        """The entries of the archive in their order."""
        return self._archive.infolist()

    def xml(self, name: str) -> Element | None:
        """A part as a tree; None where there is none.

        Raises ReadFailure: unreadable (broken XML, DTD or entities, nested too deep), truncated (checksum).
        """
        data = self.data(name)
        if data is None:
            return None
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            raise failure("xml-entities") from None
        except (ParseError, ValueError, LookupError):
            raise failure("xml-broken") from None
        _check_depth(root)
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id → (last word of the type, target name). '' is the package itself."""
        folder, _, base = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], resolved(folder, target))
        return found


def resolved(folder: str, target: str) -> str:
    """The part name of a target, which may be absolute or climb with `..` (never out of the package)."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/") if folder else []
    for piece in target.split("/"):
        if piece == "..":
            if parts:
                parts.pop()
        elif piece not in {"", "."}:
            parts.append(piece)
    return "/".join(parts)


def _check_depth(root: Element) -> None:
    """Refuses trees deeper than XML_DEPTH, level by level and without recursion."""
    level = [root]
    for _ in range(XML_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise failure("xml-depth")
