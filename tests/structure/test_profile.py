"""Who reports, at which level, for which year: each value with its source."""

import pytest

from linter.model.outline import Issuer
from linter.model.text import Clue, Document
from linter.structure.issuers import Issuers
from linter.structure.level import Levels
from tests.structure.parsed import Parsed, document_of, lexicon, parsed, structured

PARTS = "一、主要举措和成效\n全县检查企业62家，纠正问题5个。\n二、存在的问题\n人手不足，培训不够。\n三、下一步工作打算\n组织轮训，补充人员。"


def report(title: str, *, intro: str = "现将有关情况报告如下。", parts: str = PARTS, tail: str = "", **options: object) -> Parsed:
    text = "\n".join(piece for piece in (title, intro, parts, tail) if piece)
    level, year = options.get("level"), options.get("year")
    assert level is None or isinstance(level, str)
    assert year is None or isinstance(year, int)
    return parsed(text, level=level, year=year)


ORGANS: dict[str, tuple[list[tuple[str, str]], str | None, str | None]] = {
    # name: organs with their kinds, place, level
    "云泽市生态环境局": ([("云泽市生态环境局", "department")], "云泽市", "department"),
    "中共青岚县委青岚县人民政府": ([("中共青岚县委", "party"), ("青岚县人民政府", "government")], "青岚县", "county"),
    "青岚县委、县政府": ([("青岚县委", "party"), ("青岚县人民政府", "government")], "青岚县", "county"),
    "中国共产党青岚县委员会青岚县人民政府": ([("中国共产党青岚县委员会", "party"), ("青岚县人民政府", "government")], "青岚县", "county"),
    "柳溪镇人民政府": ([("柳溪镇人民政府", "government")], "柳溪镇", "township"),
    "青岚县柳溪镇人民政府": ([("青岚县柳溪镇人民政府", "government")], "柳溪镇", "township"),
    "望泉乡人民政府": ([("望泉乡人民政府", "government")], "望泉乡", "township"),
    "柳溪镇党委柳溪镇人民政府": ([("柳溪镇党委", "party"), ("柳溪镇人民政府", "government")], "柳溪镇", "township"),
    "青石街道办事处": ([("青石街道办事处", "subdistrict")], "青石街道", "township"),
    "云泽市柳城区青石街道办": ([("云泽市柳城区青石街道办", "subdistrict")], "青石街道", "township"),
    "青岚经济技术开发区管委会": ([("青岚经济技术开发区管委会", "zone")], "青岚经济技术开发区", "county"),
    "云泽高新技术产业开发区管理委员会": ([("云泽高新技术产业开发区管理委员会", "zone")], "云泽高新技术产业开发区", "county"),
    "云岭哈尼族彝族自治州人民政府": ([("云岭哈尼族彝族自治州人民政府", "government")], "云岭哈尼族彝族自治州", "city"),
    "东山盟行政公署": ([("东山盟行政公署", "government")], "东山盟", "city"),
    "北岭地区行署": ([("北岭地区行署", "government")], "北岭地区", "city"),
    "东山左翼中旗人民政府": ([("东山左翼中旗人民政府", "government")], "东山左翼中旗", "county"),
    "云泽市柳城区司法局": ([("云泽市柳城区司法局", "department")], "柳城区", "department"),
    "青岚县城乡建设局": ([("青岚县城乡建设局", "department")], "青岚县", "department"),
    "云泽市园区管理局": ([("云泽市园区管理局", "department")], "云泽市", "department"),
    "云泽市国资委": ([("云泽市国资委", "department")], "云泽市", "department"),
    "青岚县卫生健康委员会": ([("青岚县卫生健康委员会", "department")], "青岚县", "department"),
    "云泽市交通运输综合行政执法支队": ([("云泽市交通运输综合行政执法支队", "department")], "云泽市", "department"),
    "东江省司法厅": ([("东江省司法厅", "department")], "东江省", "department"),
    "东江省人民政府": ([("东江省人民政府", "government")], "东江省", "province"),
    "广西壮族自治区人民政府": ([("广西壮族自治区人民政府", "government")], "广西壮族自治区", "province"),
    "上海市人民政府": ([("上海市人民政府", "government")], "上海市", "province"),
    # a division may end like another one
    "景德镇市人民政府": ([("景德镇市人民政府", "government")], "景德镇市", "city"),
    "江苏省镇江市人民政府": ([("江苏省镇江市人民政府", "government")], "镇江市", "city"),
    "萍乡市人民政府": ([("萍乡市人民政府", "government")], "萍乡市", "city"),
    "广州市人民政府": ([("广州市人民政府", "government")], "广州市", "city"),
    "连州市人民政府": ([("连州市人民政府", "government")], "连州市", "county"),
    "津市市人民政府": ([("津市市人民政府", "government")], "津市市", "county"),
    "荆州市沙市区人民政府": ([("荆州市沙市区人民政府", "government")], "沙市区", "county"),
    "东乡族自治县人民政府": ([("东乡族自治县人民政府", "government")], "东乡族自治县", "county"),
    "开远市人民政府": ([("开远市人民政府", "government")], "开远市", "county"),
    "清远市人民政府": ([("清远市人民政府", "government")], "清远市", "city"),
    "云岭州青石市人民政府": ([("云岭州青石市人民政府", "government")], "青石市", "county"),
    # neither the lists nor the text tell
    "青石市人民政府": ([("青石市人民政府", "government")], "青石市", None),
}


@pytest.mark.parametrize("name", ORGANS)
def test_organs_in_title_and_signature(name: str) -> None:
    organs, place, level = ORGANS[name]
    for read in (report(f"{name}2024年法治政府建设年度报告"), report("法治政府建设年度报告", tail=name.replace("、", "") + "\n2025年1月8日")):
        profile = read.profile
        assert profile.issuers == tuple(Issuer(*organ) for organ in organs)
        assert (profile.place, profile.level) == (place, level)
    assert profile.sources["issuers"].origin == "signature"


@pytest.mark.parametrize("name", ["青岚县", "柳溪镇", "云泽市柳城区"])
def test_a_title_that_names_the_place_only(name: str) -> None:
    assert report(f"{name}2024年法治政府建设年度报告").profile.issuers == (Issuer(name, "government"),)
    assert report(f"{name}推进法治政府建设工作报告").profile.issuers == (Issuer(name, "government"),)


def test_a_street_names_its_office() -> None:
    assert report("青石街道2024年法治政府建设年度报告").profile.issuers == (Issuer("青石街道", "subdistrict"),)


@pytest.mark.parametrize(
    ("intro", "name", "kind"),
    [
        ("2024年，青岚县委、县政府推进依法行政。", "青岚县人民政府", "government"),
        ("2024年，青岚县坚持依法行政。", "青岚县人民政府", "government"),
        ("2024年，青石街道坚持依法行政。", "青石街道", "subdistrict"),
        ("2024年，青岚县交通运输局认真履职。", "青岚县交通运输局", "department"),
    ],
)
def test_an_issuer_of_the_introduction(intro: str, name: str, kind: str) -> None:
    profile = report("", intro=intro).profile
    assert profile.issuers == (Issuer(name, kind),)
    source = profile.sources["issuers"]
    assert source.origin == "preamble"


def test_no_issuer_at_all() -> None:
    profile = report("", intro="2024年，我们推进依法行政。").profile
    assert (profile.issuers, profile.place, profile.level) == ((), None, None)
    assert "issuers" not in profile.sources and "level" not in profile.sources


def with_clues(*clues: tuple[str, str]) -> Parsed:
    bare = document_of("法治政府建设年度报告", *PARTS.split("\n"))
    found = tuple(Clue(name, value, None, None) for name, value in clues)
    return structured(Document("r.html", "html", "", bare.text, bare.blocks, bare.view, bare.receipt, found))


def test_values_beside_the_body() -> None:
    profile = with_clues(("issuer", "青岚县人民政府 办公室"), ("published", "2025/3/5 10:20"), ("published", "2025-06-01"), ("issued", "2025年1月20日")).profile
    # the office publishes what the government reports
    assert profile.issuers == (Issuer("青岚县人民政府", "government"),)
    assert (profile.published, profile.issued, profile.signed) == ("2025-03-05", "2025-01-20", None)
    assert profile.sources["published"].origin == "residue"
    assert profile.year is None


def test_a_date_of_signing_beside_the_body_gives_the_year() -> None:
    profile = with_clues(("signed", "二〇二五年二月三日"), ("published", "尽快")).profile
    assert (profile.signed, profile.published, profile.year) == ("2025-02-03", None, 2024)
    assert profile.sources["year"].origin == "signature"


# ---- level


CITY = "各县区报送材料，市直部门参加培训。"
COUNTY = "各乡镇报送材料，县直部门参加培训。"


@pytest.mark.parametrize(("text", "level"), [(CITY, "city"), (COUNTY, "county"), ("各单位报送材料。", None), (CITY + COUNTY * 2, None)])
def test_a_city_that_no_list_has_is_told_by_its_words(text: str, level: str | None) -> None:
    profile = report("云泽市2024年法治政府建设年度报告", parts=PARTS.replace("全县检查企业62家，纠正问题5个。", text)).profile
    assert profile.level == level
    if level:
        assert profile.sources["level"].origin == "words of the text"


def test_options_win() -> None:
    profile = report("青岚县2024年法治政府建设年度报告", level="city", year=2019).profile
    assert (profile.level, profile.year, profile.outline) == ("city", 2019, "outline-2015-2020")
    assert profile.sources["level"].origin == profile.sources["year"].origin == "option"
    assert "legislates" in profile.traits


@pytest.mark.parametrize(
    ("title", "text", "enforces"),
    [
        ("青岚县", "", True),
        ("柳溪镇", "作出行政处罚6件。", True),
        ("柳溪镇", "本镇无行政执法权。", False),
        ("柳溪镇", "调解纠纷6件。", None),
        ("云泽市生态环境局", "", True),
        ("青岚县信访局", "", False),
        ("青岚县信访局", "本局无行政执法事项。", False),
        ("云泽市地名办公室", "", None),
        ("云泽市地名办公室", "行政处罚、行政执法、执法检查。", True),
    ],
)
def test_who_enforces(title: str, text: str, enforces: bool | None) -> None:
    profile = report(f"{title}2024年法治政府建设年度报告", parts=PARTS + text).profile
    assert ("enforces" in profile.known_traits) is (enforces is not None)
    assert ("enforces" in profile.traits) is bool(enforces)
    assert profile.traits <= profile.known_traits


def test_what_levels_do() -> None:
    levels = Levels(lexicon())
    assert levels.traits("", [], "county")[0] == {"enforces", "reviews", "litigates"}
    assert levels.traits("", [], None) == ({"litigates"}, {"litigates"})
    assert levels.level("", [Issuer("青岚县人民政府", "government")], []) == (None, "")


def test_what_is_no_organ() -> None:
    issuers = Issuers(lexicon())
    assert issuers.kind("青岚河") == ""
    assert issuers.named("依法治理当局者迷") == []
    assert issuers.places([]) == []


# ---- year


@pytest.mark.parametrize(
    ("title", "intro", "parts", "tail", "year", "origin"),
    [
        ("青岚县2024年法治政府建设年度报告", "", PARTS, "", 2024, "title"),
        ("青岚县2024年度法治政府建设年度报告", "2023年获评示范。", PARTS, "", 2024, "title"),
        ("青岚县二〇二四年法治政府建设年度报告", "", PARTS, "", 2024, "title"),
        ("青岚县法治政府建设年度报告", "2024年，青岚县推进依法行政。", PARTS, "", 2024, "preamble"),
        ("青岚县法治政府建设年度报告", "", PARTS.replace("主要举措", "2024年主要举措"), "", 2024, "heading"),
        ("青岚县法治政府建设年度报告", "", PARTS.replace("下一步工作打算", "2025年工作打算"), "", 2024, "plan heading"),
        ("青岚县法治政府建设年度报告", "自2021年《纲要》印发以来，我县推进依法行政。", PARTS.replace("下一步工作打算", "2025年工作打算"), "", 2024, "plan heading"),
        ("青岚县法治政府建设年度报告", "", PARTS, "青岚县人民政府\n2025年1月8日", 2024, "signature"),
        ("青岚县法治政府建设年度报告", "自2021年以来，我县推进依法行政。", PARTS, "青岚县人民政府\n2025年1月8日", 2024, "signature"),
        # a report that is signed before the year is over
        ("青岚县法治政府建设年度报告", "2024年，我县推进依法行政。", PARTS, "青岚县人民政府\n2024年12月27日", 2024, "preamble"),
    ],
)
def test_where_the_year_comes_from(title: str, intro: str, parts: str, tail: str, year: int, origin: str) -> None:
    profile = report(title, intro=intro, parts=parts, tail=tail).profile
    assert profile.year == year
    source = profile.sources["year"]
    assert (source.value, source.origin) == (year, origin)


def test_no_year_anywhere() -> None:
    profile = report("青岚县法治政府建设年度报告").profile
    assert (profile.year, profile.outline) == (None, None)
    assert "year" not in profile.sources


@pytest.mark.parametrize(("year", "outline"), [(2016, "outline-2015-2020"), (2020, "outline-2015-2020"), (2021, "outline-2021-2025"), (2024, "outline-2021-2025")])
def test_the_outline_follows_from_the_year(year: int, outline: str) -> None:
    assert report(f"青岚县{year}年法治政府建设年度报告").profile.outline == outline


def test_sources_point_to_what_they_say() -> None:
    read = report("青岚县人民政府关于2024年度法治政府建设情况的报告", intro="县委、县政府：\n现报告如下。", tail="青岚县人民政府\n2025年1月8日")
    text, sources = read.document.text, read.profile.sources

    def quoted(field: str) -> str:
        return text[sources[field].start : sources[field].end]

    assert quoted("year") == "2024"
    assert quoted("issuers") == "青岚县人民政府"
    assert quoted("signed") == "2025年1月8日"
    assert quoted("addressee") == "县委、县政府："
    assert read.profile.addressee == "县委、县政府"


def test_an_addressee_runs_into_the_text() -> None:
    read = report("青岚县2024年法治政府建设年度报告县委、县政府：2024年，我县推进依法行政。", intro="")
    assert read.profile.addressee == "县委、县政府"


@pytest.mark.parametrize("line", ["各位代表：", "现将2024年法治政府建设情况报告给县政府如下：", "现将情况报告县政府，主要做法有：", "县政府" + "高度重视法治政府建设工作" * 8 + "：\n县委："])
def test_what_is_no_addressee(line: str) -> None:
    assert report("青岚县2024年法治政府建设年度报告", intro=line).profile.addressee is None
