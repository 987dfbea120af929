"""How a clause reads: measure, outcome, or nothing that is told to have been done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.matchers import folded
from linter.facts.assertions import IDLE, MEASURES, OUTCOMES, Assertion, AssertionReader
from linter.model.lexicon import Lexicon


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon) -> AssertionReader:
    return AssertionReader(lexicon)


def read(reader: AssertionReader, text: str) -> Assertion:
    view = folded(text)
    return reader.read(view, 0, len(view))


@pytest.mark.parametrize(
    ("act", "clause"),
    [
        # the verb opens the clause, behind connectives and adverbs
        ("build", "建立行政争议预防化解联席会议制度，"),
        ("build", "并进一步健全完善府院联动机制；"),
        ("carry", "全面推行行政执法公示制度，"),
        ("carry", "精准、科学、高效落实各项纾困政策，"),
        ("effort", "持续加大重点领域执法力度，"),
        ("act", "认真听取各方面意见，"),
        ("effect", "有效防范化解法律风险。"),
        ("effect", "切实提高依法行政水平。"),
        # a verb goes on with the next one
        ("carry", "严格落实重大决策程序，"),
        ("build", "探索建立首席法律咨询专家制度，"),
        ("effect", "推动形成齐抓共管的工作合力。"),
        # the end of the object turns an effort into an effect
        ("effect", "加强干部法治意识，"),
        ("effect", "推进各项任务落地见效。"),
        ("effect", "推动了依法行政水平提升，"),
        # behind a subject or a place
        ("act", "县政府主动公布决策事项目录，"),
        ("build", "审计部门建立了问题整改销号制度；"),
        ("carry", "在政务服务领域推行容缺受理，"),
        ("effect", "企业开办实现一日办结，"),
        # 了 marks what is done wherever it stands, even behind an aim
        ("effect", "为企业发展营造了公平环境，"),
        ("act", "对历年文件进行了集中清理，"),
        # what is done to a thing put first
        ("act", "将法治建设纳入年度考核，"),
        # states
        ("state", "干部法治素养不断提升。"),
        ("state", "防范和化解矛盾能力明显增强。"),
        ("state", "“半小时法律服务圈”基本建成，"),
        ("state", "对机构、人员、经费等方面均配齐，"),
        ("state", "十五分钟法律服务圈成效凸显。"),
        # nothing is told to have been done
        ("aim", "为推动法治政府建设，"),
        ("aim", "聚焦企业急难愁盼问题，"),
        ("ground", "按照上级部署要求，"),
        ("ground", "以争创示范县为抓手，"),
        ("ground", "严格按照法定程序，"),
        ("stance", "坚持重大事项集体讨论，"),
        ("stance", "要求各部门落实责任，"),
        ("occasion", "在文件印发后，"),
        ("", "县政府制发的文件，"),
        ("", "建设的项目，"),
        ("", "罚款数额幅度较大。"),
        ("", "其中，"),
        ("", "经济社会事业，"),
    ],
)
def test_reading(reader: AssertionReader, act: str, clause: str) -> None:
    assert read(reader, clause).act == act


def test_object_and_end(reader: AssertionReader) -> None:
    view = folded("并建立了述法点评机制，")
    found = reader.read(view, 0, len(view))
    assert view[found.object : found.end] == "述法点评机制"
    assert found.finished
    assert not read(reader, "建立述法点评机制，").finished


def test_of_a_state_the_object_is_its_subject(reader: AssertionReader) -> None:
    view = folded("同时办事效率明显提高。")
    found = reader.read(view, 0, len(view))
    assert view[found.object : found.end] == "办事效率明显提高"


@pytest.mark.parametrize(
    ("told", "clause"),
    [
        (True, "推动了依法行政水平提升，"),
        (True, "为高质量发展提供了坚强法治保障。"),
        (True, "法治政府建设取得新成效，"),
        (True, "推进法治政府建设各项工作有序开展，"),
        (True, "行政效能不断提高，"),
        (False, "持续提高依法行政水平，"),
        (False, "深入推进依法行政，"),
        (False, "为高质量发展提供坚强法治保障。"),
    ],
)
def test_an_outcome_is_told_or_aimed_at(reader: AssertionReader, told: bool, clause: str) -> None:
    view = folded(clause)
    assert reader.told(view, reader.read(view, 0, len(view))) is told


WORDS = st.sampled_from(
    [
        "县政府",
        "为",
        "全面",
        "、",
        "建立",
        "落实",
        "提升",
        "了",
        "的",
        "机制",
        "水平",
        "不断",
        "在",
        "领域",
        "对",
        "进行",
        "，",
        "12件",
        "《办法》",
        "x",
        "后",
    ]
)


@given(st.lists(WORDS, max_size=12).map("".join))
def test_every_clause_reads_as_something(lexicon_reader: AssertionReader, text: str) -> None:
    found = lexicon_reader.read(text, 0, len(text))
    assert found.act in MEASURES | OUTCOMES | IDLE | {""}
    assert 0 <= found.start <= found.end <= len(text)
    assert found.act not in MEASURES or found.object <= len(text)


@pytest.fixture(scope="session")
def lexicon_reader(lexicon: Lexicon) -> AssertionReader:
    return AssertionReader(lexicon)
