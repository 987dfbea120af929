"""Chinese ordinal numerals up to 999 as they stand in 第三十三条, 第八个: small enough to be read without cn2an."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100}


def ordinal(text: str) -> int | None:
    """三十三 → 33, 一百零九 → 109, 12 → 12; None for anything that is no number of this kind."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit, last = 0, None, 1000
    for character in text:
        if character in _SCALES:
            scale = _SCALES[character]
            if scale >= last or digit == 0:
                return None
            total += (1 if digit is None else digit) * scale
            digit, last = None, scale
        elif character in _DIGITS and (digit is None or digit == 0):
            digit = _DIGITS[character]
        else:
            return None
    if not text:
        return None
    return total + (digit or 0)
