"""Names of units: when two spellings are one name, and which place a name means. 青岚县, 青岚县人民政府 and 青岚县司法局 stay three names."""

import re
import unicodedata

_SIGNS = re.compile(r"[\s《》“”‘’\"'（）()\[\]【】,，、.。·:：;；_/-]+")
_WORDS = (("中国共产党", "中共"), ("委员会", "委"))
_PLACE = re.compile(r".+?(?:自治区|自治州|自治县|自治旗|省|市|县|区|州|盟|旗|镇|乡)")
_COMMITTEE = re.compile("(?<=[省市县区州盟旗镇乡])委")  # 云泽市委全面依法治市委员会办公室
_OFFICES = ("人民政府", "政府", "党委", "委")


def key(name: str) -> str:
    """What names are compared by: width, spaces and signs are folded, the long and the short form of the Party and of committees are one."""
    folded = _SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()
    for long, short in _WORDS:
        folded = folded.replace(long, short)
    return folded


def place_of(name: str) -> str:
    """The place a unit's name means: 中共云泽市委, 东江省云泽市人民政府, 云泽市 → 云泽市. '' where it names none."""
    plain = _COMMITTEE.split(key(name).removeprefix("中共"))[0]
    for office in _OFFICES:
        plain = plain.removesuffix(office)
    places = places_in(plain)
    return places[-1] if places else ""


def places_in(text: str) -> list[str]:
    """The places that a name is made of, the widest first: 东江省云泽市青岚县 → 东江省, 云泽市, 青岚县."""
    return _PLACE.findall(text)
