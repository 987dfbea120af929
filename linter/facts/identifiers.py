"""Numbers that identify a person: citizen identity numbers, mobile numbers, bank cards.

Sources: GB 11643—1999 (citizen identification number; check digit after ISO 7064 MOD 11-2), ISO/IEC 7812-1 annex B (Luhn).
"""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# of GB/T 2260: provinces 11-15, 21-23, 31-37, 41-46, 50-54, 61-65, 71, 81-83
_REGIONS = frozenset(map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)))


def is_identity_number(text: str) -> bool:
    """True for 18 characters (17 digits and a digit or x) with a region, a date of birth and the right check digit."""
    if len(text) != 18 or not text[:17].isdigit() or not text.isascii() or text[:2] not in _REGIONS:
        return False
    if not 1900 <= int(text[6:10]) <= 2099 or not _is_day(text[10:12], text[12:14]):
        return False
    return _CHECKS[sum(int(c) * w for c, w in zip(text, _WEIGHTS, strict=False)) % 11] == text[17].lower()


def is_old_identity_number(text: str) -> bool:
    """True for the 15 digits of the first generation: region, year of two digits, month, day, order. It has no check digit."""
    return len(text) == 15 and text.isascii() and text.isdigit() and text[:2] in _REGIONS and _is_day(text[8:10], text[10:12])


def is_mobile_number(text: str) -> bool:
    """True for the eleven digits of a mobile number of mainland China."""
    return len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1" and text[1] in "3456789"


def is_card_number(text: str) -> bool:
    """True for 16 to 19 digits with the right Luhn digit."""
    if not 16 <= len(text) <= 19 or not text.isascii() or not text.isdigit():
        return False
    total = 0
    for at, c in enumerate(reversed(text)):
        digit = int(c) * (1 + at % 2)
        total += digit - 9 * (digit > 9)
    return total % 10 == 0


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= _DAYS[int(month) - 1]
