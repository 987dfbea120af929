"""When two titles are one, and when one is a slip of another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.matchers import folded
from linter.checks.sources.titles import Shelf, Titles, distance
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook, Source


@pytest.fixture(scope="module")
def titles(lexicon: Lexicon) -> Titles:
    return Titles(lexicon)


@pytest.fixture(scope="module")
def shelf(book: Rulebook, titles: Titles) -> Shelf:
    return Shelf(book.sources, titles)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国行政处罚法", "行政处罚法"),
        ("行政处罚法（2021年修订）", "行政处罚法"),
        ("重大行政决策程序暂行条例（试行）", "重大行政决策程序暂行条例"),
        ("国务院办公厅关于严格规范涉企行政检查的意见", "关于严格规范涉企行政检查的意见"),
        ("中共中央办公厅、国务院办公厅关于加强社会主义法治文化建设的意见", "关于加强社会主义法治文化建设的意见"),
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要(2021-2025年)"),
        ("国务院关于进一步贯彻实施《中华人民共和国行政处罚法》的通知", "关于进一步贯彻实施〈中华人民共和国行政处罚法〉的通知"),
    ],
)
def test_writings_of_one_name(titles: Titles, one: str, other: str) -> None:
    assert titles.plain(folded(one)) == titles.plain(folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要（2015—2020年）"),
        ("行政执法监督条例（草案）", "行政执法监督条例"),
        ("行政执法监督条例（征求意见稿）", "行政执法监督条例"),
    ],
)
def test_other_names(titles: Titles, one: str, other: str) -> None:
    assert titles.plain(folded(one)) != titles.plain(folded(other))


def test_a_title_that_is_nothing_but_an_edition_keeps_its_words(titles: Titles) -> None:
    assert titles.plain("(试行)") == "(试行)"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("重大行政决策程序条例", "重大行政决策程序暂行条例"),
        ("关于规范涉企行政检查的意见", "严格规范涉企行政检查的意见"),
        ("法治政府建设实施纲要(2021-2025)", "法治政府建设实施纲要(2021-2025年)"),
        ("法治社会建设实施纲要(2021-2025年)", "法治社会建设实施纲要(2020-2025年)"),
        ("法治政府建设与责任落实督查工作规定", "法治政府建设与责任落实督察工作规定"),
        ("土壤污染防止法", "土壤污染防治法"),
        ("行政处法罚", "行政处罚法"),
        ("行政罚处法", "行政处罚法"),
        ("行政处罚处法", "行政处罚法"),
        ("优化营商环境例条", "优化营商环境条例"),
        ("重大行政决策程序暂行例", "重大行政决策程序暂行条例"),
        ("公平竞争审的查条例", "公平竞争审查条例"),
        ("国务院办公厅于严格规范涉企行政检查的意见", "严格规范涉企行政检查的意见"),
        ("国务院办公厅关建于严格规范涉企行政检查的意见", "严格规范涉企行政检查的意见"),
        ("国务院办公厅于关严格规范涉企行政检查的意见", "严格规范涉企行政检查的意见"),
        ("社会保障法", "社会保险法"),
        ("党政主要负责人履行推进法治建设第一责任职责规定", "党政主要负责人履行推进法治建设第一责任人职责规定"),
        ("党政主要负责人履行推进法治建设的第一责任人职责规定", "党政主要负责人履行推进法治建设第一责任人职责规定"),
        ("关于加强和改行进政应诉工作的意见", "加强和改进行政应诉工作的意见"),
        # other documents
        ("优化营商环境案例", None),
        ("江优化营商环境条例", None),
        ("行政诉讼法学", None),
        ("突发事件应对", None),
        ("国务院办公厅会议纪要", None),
        ("法治政府建设实施方案(2021-2025年)", None),
        ("法治江南建设规划(2020-2025年)", None),
        ("法治中国建设规划(2026-2030年)", None),
        ("提升行政执法质量三年行动计划(2026-2028年)", None),
        ("城市公共卫生条例", None),
        ("优化我市营商环境条例", None),
        ("城市公共交通管理条例", None),
        ("关于开展法治宣传教育的第六个五年规划(2021-2025年)", None),
        ("节约用电条例", None),
        ("行政处罚法", None),
        ("刑法典", None),
        ("一个没有人听说过的很长的地方文件名称", None),
    ],
)
def test_slips(shelf: Shelf, title: str, name: str | None) -> None:
    close = shelf.near(shelf.titles.plain(folded(title)))
    assert (close.name if close else None) == name


def test_a_name_of_certain_years(shelf: Shelf) -> None:
    def found(year: int | None) -> str | None:
        source = shelf.find("法治政府建设实施纲要", year)
        return source.key if source else None

    assert (found(2019), found(2023)) == ("outline-2015-2020", "outline-2021-2025")
    assert found(None) in ("outline-2015-2020", "outline-2021-2025")
    assert found(2010) is None


def test_an_earlier_edition_has_no_name_of_its_own(shelf: Shelf) -> None:
    source = shelf.find("行政处罚法", 2019)
    assert source is not None
    assert source.key == "penalty-law-2021"


def test_every_name_of_the_shipped_sources_is_found(book: Rulebook, shelf: Shelf) -> None:
    for source in book.sources.values():
        if source.superseded_by and shelf.titles.edition(source.spelt[0]):
            continue
        assert any(shelf.find(shelf.titles.plain(source.spelt[0]), year) is source for year in (None, 2012, 2019, 2024, 2027)), source.key


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_dropped_character_is_a_slip_of_its_name_or_of_one_as_near(data: st.DataObject, shelf: Shelf) -> None:
    names = sorted(name for name in shelf._by_name if len(name) > 10 and shelf.titles.genre(name))
    name = data.draw(st.sampled_from(names))
    at = data.draw(st.integers(1, len(name) - 4))
    title = name[:at] + name[at + 1 :]
    close = shelf.near(title)
    if title in shelf._by_name or shelf.titles.genre(title) != shelf.titles.genre(name) or name[at] in "中国全家":
        return
    assert close is not None
    assert distance(title, close.name, 2) <= 1


@given(st.text("甲乙丙", max_size=7), st.text("甲乙丙", max_size=7))
def test_distance_is_that_of_damerau(left: str, right: str) -> None:
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (right[j - 2], left[i - 2]):
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    assert distance(left, right, 2) == min(table[len(left), len(right)], 3)


def test_a_regulation_of_a_place_with_a_word_put_in() -> None:
    source = Source("x", "某条例", (), "", "regulation", "", "", "", "verified", {}, spelt=("某某事项工作条例",))
    lexicon = Lexicon({"basis.central_organs": [], "basis.editions": ["试行"], "basis.state": ["国"], "basis.genres": ["条例"], "basis.light_words": ["的"],
                       "basis.nations": [], "basis.place_endings": ["市"], "divisions.provinces": ["江南省"]})  # fmt: skip
    shelf = Shelf({"x": source}, Titles(lexicon))
    assert shelf.near("某某事项管理工作条例") is None
    assert shelf.near("某某项事工作条例") is not None
