"""The units of an invented province: cities, counties, townships and departments, with the roster that names them."""

import re
from pathlib import Path
from typing import NamedTuple

from grammar import shuffled, stream

PROVINCE = "东江省"
QUALITY = {"weak": 0.06, "poor": 0.30, "fair": 0.50, "good": 0.70, "strong": 0.97}
CLASSES = tuple(QUALITY)
STEP = 0.22  # by how much a rising unit betters itself each year
_HEADS = "霁皓槿筠珩砚棠蘅漱荻岚澄黛翊湄洵芷菀昱峤碧榆藜琅沅霖芸璟泠朔"
_TAILS = "岫禾泓埠崦渚坞浔峪圩陂泮崮漪汀泾畈垄沣泖埭岬溆澍"
_OFFICES = ("水利局", "教育局", "交通运输局", "自然资源局", "农业农村局", "卫生健康局", "应急管理局", "民政局", "生态环境局", "文化和旅游局", "林业局", "商务局")
_LEVELS = {"city": "市级", "county": "县级", "department": "部门", "township": "乡镇"}
_TRAITS = {"city": "立法、复议、应诉", "county": "执法、复议、应诉", "department": "执法、应诉", "township": "执法、应诉"}


class Unit(NamedTuple):
    """One unit. `trend` is rise, fall or flat where planted, else empty; `former` the name it bore before the last year."""

    number: int
    name: str
    level: str
    parent: str
    region: str
    quality: str
    aliases: tuple[str, ...] = ()
    trend: str = ""
    must_submit: bool = True
    former: str = ""

    @property
    def key(self) -> str:
        """Names it beyond doubt: the unit above and its own name."""
        return f"{self.parent}/{self.name}"

    def share(self, at: int, years: int) -> float:
        """The share of its duties it reports with evidence in year number `at` of `years`."""
        middle = (years - 1) / 2
        step = {"rise": STEP, "fall": -STEP}.get(self.trend, 0.0)
        return min(0.98, max(0.04, QUALITY[self.quality] + step * (at - middle)))


def _names(seed: int, real: frozenset[str]) -> list[str]:
    """Names of two characters in an order of the seed; none is a city of the list."""
    order = shuffled(stream(seed, "names"), list(range(len(_HEADS) * len(_TAILS))))
    pairs = (_HEADS[i // len(_TAILS)] + _TAILS[i % len(_TAILS)] for i in order)
    return [name for name in pairs if name not in real]


def real_names(divisions: Path) -> frozenset[str]:
    """The names of real cities in rules/lexicon/divisions.yaml."""
    return frozenset(re.findall(r"[一-鿿]{2,}", divisions.read_text("utf-8")))


def units(seed: int, number: int, divisions: Path) -> list[Unit]:
    """`number` units: a twentieth cities, a quarter counties, two fifths departments, townships the rest.

    The second county bears the name of the first under another city, one department has been renamed, one goes by an alias too, the last
    department of a county need not submit. Every fifth unit of a middling quality rises, falls or stays, planted.
    """
    names = _names(seed, real_names(divisions))
    cities_n, counties_n = max(2, number // 20), max(3, number // 4)
    offices_n = number // 5
    out: list[Unit] = []

    def add(name: str, level: str, parent: str, region: str, **more: object) -> Unit:
        at = len(out)
        quality = CLASSES[shuffled(stream(seed, "quality", at // 5), list(range(5)))[at % 5]]  # each once among five neighbours
        trend = ""
        if level != "city" and at % 5 == 2:
            quality, trend = "fair", ("rise", "fall", "flat")[at // 5 % 3]
        unit = Unit(at, name, level, parent, region, quality, trend=trend)._replace(**more)  # type: ignore[arg-type]
        out.append(unit)
        return unit

    cities = [add(f"{names[i]}市", "city", PROVINCE, f"{PROVINCE}{names[i]}市") for i in range(cities_n)]
    counties = []
    for i in range(counties_n):
        city = cities[i % cities_n]
        name = f"{names[cities_n + max(i, 1) % len(names)]}县" if cities_n + i < len(names) else f"{names[i % len(names)]}区"
        counties.append(add(name, "county", city.name, city.region + name, aliases=(f"{name}人民政府",)))
    for i in range(offices_n):
        city, office = cities[i % cities_n], _OFFICES[i // cities_n % len(_OFFICES)]
        if i == 0:
            add(f"{city.name}市场监督管理局", "department", city.name, city.region, aliases=(f"{city.name}市场监管局",))
        elif i == 1:
            old = f"{city.name}行政审批局"
            add(f"{city.name}数据和政务服务局", "department", city.name, city.region, aliases=(old,), former=old)
        else:
            add(f"{city.name}{office}", "department", city.name, city.region)
    for i in range(offices_n):
        county, office = counties[(i + 2) % counties_n], _OFFICES[(i // counties_n + i) % len(_OFFICES)]
        last = i == offices_n - 1
        add(f"{county.name}{'档案馆' if last else office}", "department", county.name, county.region, must_submit=not last)
    while len(out) < number:
        i = len(out)
        county = counties[2 + i % (counties_n - 2)]  # none below the two of one name
        name = names[-1 - i % len(names)] + "镇乡"[i // len(names) % 2]
        add(name, "township", county.name, county.region + name, aliases=(f"{county.name}{name}",))
    return out


def words(unit: Unit, year: int, name: str) -> dict[str, str]:
    """The words a phrase may ask for, for the report of one year under the name the unit bears in it."""
    s, party, meet, up = {
        "city": ("市", "市委", "市政府常务会议", "省"),
        "county": ("县", "县委", "县政府常务会议", "市"),
        "department": ("局", "局党组", "局党组会议", unit.parent[-1]),
        "township": (name[-1], f"{name[-1]}党委", f"{name[-1]}党委会议", "县"),
    }[unit.level]
    everybody = {"city": "市直部门和各县（市、区）", "county": "县直部门和各乡镇", "department": "机关科室和所属单位", "township": "站所和各村"}[unit.level]
    # the sessions that were new when the reports were written
    congress = "" if year < 2023 else "和二十届二中全会" if year == 2023 else "和二十届二中、三中全会" if year == 2024 else "和二十届历次全会"
    gov = "本局" if unit.level == "department" else f"{s}政府"
    return {"place": name, "s": s, "party": party, "meet": meet, "up": up, "gov": gov, "all": everybody, "congress": congress, "year": str(year), "prev": str(year - 1), "next": str(year + 1)}


def roster(them: list[Unit]) -> list[list[str]]:
    """The rows of the roster, head first."""
    head = ["名称", "别名", "级别", "特征", "区划", "上级", "应报送"]
    rows = [
        [u.name, "、".join(u.aliases), _LEVELS[u.level], _TRAITS[u.level], u.region, u.parent, "是" if u.must_submit else "否"]
        for u in them
    ]
    return [head, *rows]
