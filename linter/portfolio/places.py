"""Which places a text names, kept as hashes: enough to ask later whether it names a certain place, and not to read the text from."""

import re
from zlib import crc32

_END = re.compile("[省市县区州盟旗镇乡]")
_LONGEST = 8  # characters of a place's name
_WIDTH = 4  # bytes of a hash


def named(text: str) -> bytes:
    """The hashes of whatever could be a place's name in `text`: every stretch of 2 to 8 characters that ends like one."""
    found = set()
    for match in _END.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST), end - 1):
            found.add(_hash(text[start:end]))
    return b"".join(sorted(found))


def names(kept: bytes, place: str) -> bool:
    """Whether the text that `named` gave `kept` for names `place`; False for what does not end like a place."""
    if not 2 <= len(place) <= _LONGEST or not _END.match(place[-1]):
        return False
    wanted = _hash(place)
    return any(kept[at : at + _WIDTH] == wanted for at in range(0, len(kept), _WIDTH))


def _hash(word: str) -> bytes:
    return crc32(word.encode("utf-8", "surrogatepass")).to_bytes(_WIDTH, "big")
