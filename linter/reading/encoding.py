"""Bytes → text: UTF-8, GB18030, UTF-16, and whatever charset-normalizer recognises."""

import re

from linter.reading.messages import failure

_SAMPLE = 65_536


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`, without byte order mark. `declared` is a charset the file itself names (HTML meta).

    Order: byte order mark, UTF-16 where there are NUL bytes, UTF-8, the declared charset, GB18030, charset-normalizer
    where installed. Raises ReadFailure: binary (NUL bytes, undecodable), truncated (cut inside a character).
    Line ends are kept as they are, so offsets are code points of the file itself.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data[3:], "utf-8")
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _strict(data, "utf-32")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if b"\0" in data:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        # an incomplete last character after text that was all UTF-8 is a cut file, not another encoding
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3 and error.start > 60:
            raise failure("cut-text") from None
        return _legacy(data, declared)
    return _checked(text)


def _strict(data: bytes, codec: str) -> str:
    try:
        return _checked(data.decode(codec))
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4 and error.start > 60:
            raise failure("cut-text") from None
        raise failure("undecodable") from None


def _checked(text: str) -> str:
    """`text`, unless it holds NUL or so many control characters that it is no text."""
    if "\0" in text:
        raise failure("nul")
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * 50 > len(sample):
        raise failure("nul")
    return text


# all C0 controls but tab and the line and page ends
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _wide(data: bytes) -> str:
    """UTF-16 without byte order mark. Which way round it is, only the text can tell: 一 is 4E 00."""
    for codec in ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _plausible(text):
            return _checked(text)
    raise failure("nul")


def _plausible(text: str) -> bool:
    """True where nearly all characters are ASCII or in GB 2312, as Chinese official prose is.

    Text of another encoding decodes to rare characters of GBK or beyond.
    """
    sample = text[:_SAMPLE]
    return len(sample.encode("gb2312", "ignore").decode("gb2312")) * 100 >= 93 * len(sample)


def _legacy(data: bytes, declared: str) -> str:
    for codec in dict.fromkeys([_codec(declared), "gb18030"]):
        if codec:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if _plausible(text) or codec != "gb18030":
                return _checked(text)
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise failure("undecodable") from None
    best = from_bytes(data[:_SAMPLE]).best()
    codec = best.encoding if best else ""
    # single-byte code pages decode anything: a Chinese report is never in one
    if codec not in _MULTIBYTE:
        raise failure("undecodable")
    try:
        return _checked(data.decode(codec))
    except UnicodeDecodeError:
        raise failure("undecodable") from None


_MULTIBYTE = frozenset({"big5", "big5hkscs", "cp950", "gb2312", "gbk", "gb18030", "hz", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_7"})


def _codec(declared: str) -> str:
    """The Python codec for a charset name of a web page; '' where there is none. GB names mean GB18030 to browsers."""
    import codecs

    name = declared.strip().lower()
    if not name:
        return ""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return "gb18030" if found in {"gb2312", "gbk"} else "" if found == "utf-8" or found not in {"gb18030", "big5", "cp950", "big5hkscs"} else found
