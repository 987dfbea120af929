"""Meetings and activities with a date or an ordinal, cases that are named."""

import pytest

from linter.checks.matchers import folded
from linter.facts.events import EventFinder
from linter.model.lexicon import Lexicon


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> EventFinder:
    return EventFinder(lexicon)


def found(finder: EventFinder, text: str, kind: str) -> list[str]:
    view = folded(text)
    return [view[f.start : f.end] for f in finder.find(view) if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("县政府第6次常务会议审议通过", "第6次常务会议"),
        ("县委常委会第十二次会议研究", "第十二次会议"),
        ("第三次县委全面依法治县委员会（扩大）会议", "第三次县委全面依法治县委员会(扩大)会议"),
        ("9月12日，召开法治政府建设推进会。", "9月12日,召开法治政府建设推进会"),
        ("5月份组织开展行政执法人员培训班", "5月份组织开展行政执法人员培训班"),
        ("7月上旬举办专题讲座", "7月上旬举办专题讲座"),
        ("2024年上半年开展案卷评查", "2024年上半年开展案卷评查"),
        ("2024年第三季度召开联席会议", "2024年第三季度召开联席会议"),
        ("下半年组织应急演练", "下半年组织应急演练"),
        # a full date needs no meeting, only something done on it
        ("3月28日，在门户网站公开年度报告", "3月28日,在门户网站公开"),
        ("10月9日平台上线", "10月9日平台上线"),
    ],
)
def test_events(finder: EventFinder, text: str, event: str) -> None:
    assert found(finder, text, "event") == [event]


@pytest.mark.parametrize(
    "text",
    [
        "12月4日国家宪法日",
        "5月份各项任务有序推进",
        "9月12日。召开推进会",
        "3月28日前公开年度报告",
        "3月28日起公开年度报告",
        "召开法治政府建设推进会",
        "第6次修订管理规定",
        "2024年召集各方",
        f"9月12日{'甲' * 41}召开推进会",
    ],
)
def test_no_events(finder: EventFinder, text: str) -> None:
    assert found(finder, text, "event") == []


def test_one_meeting_is_one_event(finder: EventFinder) -> None:
    assert found(finder, "9月12日，县政府召开第6次常务会议", "event") == ["第6次常务会议"]
    assert found(finder, "3月2日、4月5日召开推进会；6月7日召开调度会", "event") == ["3月2日、4月5日召开推进会", "6月7日召开调度会"]
    assert found(finder, "第6次常务会议、第7次常务会议", "event") == ["第6次常务会议", "第7次常务会议"]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("被省司法厅评为示范单位", "被省司法厅评为"),
        ("荣获全省优秀案例一等奖", "荣获全省优秀案例一等奖"),
        ("入选全省典型案例", "入选全省典型案例"),
        ("获得全国先进集体称号", "获得全国先进集体称号"),
    ],
)
def test_cases(finder: EventFinder, text: str, case: str) -> None:
    assert found(finder, text, "case")[0].startswith(case)


@pytest.mark.parametrize("end", ["：", "！强化统筹", "：一是强化统筹"])
def test_a_case_ends_with_its_clause(finder: EventFinder, end: str) -> None:
    assert found(finder, f"荣获全省优秀案例一等奖{end}", "case") == ["荣获全省优秀案例一等奖"]


def test_a_case_stays_in_its_line(finder: EventFinder) -> None:
    view = "荣获全省优秀案例一等奖\n强化统筹。"
    assert [view[f.start : f.end] for f in finder.find(view) if f.kind == "case"] == ["荣获全省优秀案例一等奖"]


def test_no_cases(finder: EventFinder) -> None:
    assert found(finder, "加强案例指导，争创示范单位，获得群众认可", "case") == []
