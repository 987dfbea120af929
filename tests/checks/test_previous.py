"""This year's report against last year's, and paragraphs against each other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks import previous
from linter.checks.context import Companions, Entry, Found
from linter.engine import Engine, Judgement, Options
from linter.model.rule import Rulebook
from linter.model.verdict import Remark
from linter.reading import read, residue_words
from tests.checks.toy import report

LONG = "全县建立健全由县长召集、法院院长和检察长参加由县长召集的联席会议，每半年通报败诉和纠错案件，对同类问题发出提示函，要求责任单位三十日内反馈整改情况，并纳入年度考核。"
OTHER = "推行包村律师制度并延伸到山区的十九个自然村，一百五十八个村都有律师联系，群众可以通过电话、微信和现场三种方式咨询，镇级工作站每月汇总一次需求并统一调配。"
Judge = Callable[..., Judgement]
Say = Callable[..., list[Remark]]


@pytest.fixture(scope="module")
def whole(book: Rulebook) -> Engine:
    return Engine(book, Options(level="county", stage="draft", assume_report=True))


@pytest.fixture
def held(whole: Engine) -> Judge:
    """held(this year's text, last year's): the report of 2024 against that of 2023."""

    def judge(now: str, before: str, *, year: int | None = 2023) -> Judgement:
        residue = residue_words(whole.lexicon)
        old = read("alt.txt", data=before.encode(), name="alt.txt", residue=residue)
        companion = whole.read(old, whole.options._replace(year=year))
        new = read("neu.txt", data=now.encode(), name="neu.txt", residue=residue)
        return whole.judge(new, whole.options._replace(year=2024), Companions(companion))

    return judge


@pytest.fixture
def say(held: Judge) -> Say:
    """say(rule, now, before): the remarks of one rule, of reports made of parts."""

    def remarks(rule: str, now: dict[str, object], before: dict[str, object], **given: object) -> list[Remark]:
        texts = [_made(parts, title) for parts, title in ((now, "2024"), (before, "2023"))]
        return [r for r in held(*texts, **given).remarks if r.rule.id.endswith(rule)]

    return remarks


def _made(parts: dict[str, object], year: str) -> str:
    parts = dict(parts)
    items = parts.pop("items", ())
    return report(*items, title=f"青岚县人民政府{year}年法治政府建设年度报告", **parts)  # type: ignore[misc,arg-type]


def plan(*items: str) -> dict[str, object]:
    return {"plan": (*items, "再接再厉。")}


class TestPlan:
    def test_what_is_not_taken_up(self, say: Say) -> None:
        (found,) = say("plan-reported", {"items": ("办件 5 件。",)}, plan("培育渔业合作社法律明白人。"))
        assert (found.reason, found.values["plan"]) == ("unreported", "培育渔业合作社法律明白人")
        assert found.values["line"] == 6

    @pytest.mark.parametrize(
        ("now", "before"),
        [
            ("培育渔业合作社的法律明白人 12 名。", "培育渔业合作社法律明白人。"),  # its words
            ("公布年度决策目录，列入 6 项。", "编制重大行政决策事项目录并向社会公开。"),  # its duty, in other words
            ("渔港停泊秩序整治完成。", "开展渔港停泊秩序专项整治，动真碰硬。"),  # a run of its words
        ],
    )
    def test_what_is_taken_up(self, say: Say, now: str, before: str) -> None:
        assert say("plan-reported", {"items": (now,)}, plan(before)) == []

    def test_a_duty_that_was_not_found_although_the_rest_is_told(self, say: Say) -> None:
        (found,) = say(
            "plan-reported", {"items": ("公布行政裁量权基准 90 项。",)}, plan("公布行政裁量权基准。开展重大行政决策后评估。")
        )
        assert found.values["plan"] == "开展重大行政决策后评估"

    def test_several_of_one_arrangement_give_one_finding(self, say: Say) -> None:
        (found,) = say("plan-reported", {"items": ("办件 5 件。",)}, plan("培育渔业合作社法律明白人，试行远程听证旁听。"))
        assert (found.reason, found.values["count"]) == ("unreported-more", 2)

    def test_slogans_arrange_nothing(self, say: Say) -> None:
        assert say("plan-reported", {"items": ("办件 5 件。",)}, plan("努力推动渔业合作社法治走在全省前列。")) == []

    def test_results_without_heading_have_findings_without_place(self, held: Judge) -> None:
        now = "青岚县2024年法治政府建设年度报告\n全年办理行政许可 500 件，统筹推进各项工作，务求实效。\n"
        found = [r for r in held(now, _made(plan("培育渔业合作社法律明白人。"), "2023")).remarks if r.rule.id.endswith("plan-reported")]
        assert [r.start for r in found] in ([], [None])

    def test_findings_at_one_place_keep_their_identity(self, held: Judge) -> None:
        before = _made(plan("培育渔业合作社法律明白人。", "试行远程听证旁听。"), "2023")
        both = held(_made({"items": ("办件 5 件。",)}, "2024"), before).report.findings
        one = held(_made({"items": ("培育渔业合作社法律明白人 3 名。",)}, "2024"), before).report.findings
        prints = {f.message: f.fingerprint for f in both if f.rule == "previous.plan-reported"}
        left = {f.message: f.fingerprint for f in one if f.rule == "previous.plan-reported"}
        assert len(prints) == 2 and len(left) == 1
        assert left.items() <= prints.items()

    def test_a_target_that_was_not_reached(self, say: Say) -> None:
        (found,) = say("plan-reported", {"items": ("评查执法案卷 180 卷。",)}, plan("全年评查案卷不少于 240 卷。"))
        assert (found.reason, found.values["now"]) == ("short", "180卷")

    @pytest.mark.parametrize("now", ["评查执法案卷 240 卷。", "评查执法案卷 300 余卷。", "整理档案 9 卷。"])
    def test_no_target_missed(self, say: Say, now: str) -> None:
        assert [r for r in say("plan-reported", {"items": (now,)}, plan("全年评查案卷不少于 240 卷。")) if r.reason == "short"] == []

    def test_above_is_a_target_too(self, say: Say) -> None:
        (found,) = say("plan-reported", {"items": ("调解和解率 20%。",)}, plan("调解和解率 25%以上。"))
        assert found.reason == "short"


class TestShortcomings:
    POINT = "乡镇综合执法队办案经验不足，跟班学习没有形成制度。"

    def test_word_for_word_and_nearly(self, say: Say) -> None:
        now = {"shortcomings": (self.POINT, "证据链条审核不深，评查结果运用还不够。")}
        before = {"shortcomings": (self.POINT, "证据链条审核不深，评查结果运用不够。")}
        found = say("shortcomings-repeated", now, before)
        assert [r.reason for r in found] == ["restated", "nearly-restated"]
        assert found[0].values["quote"].startswith("乡镇综合执法队办案经验不足")

    def test_new_or_short_ones(self, say: Say) -> None:
        now = {"shortcomings": ("数据接口标准尚未统一，重复录入较多。", "力量薄弱。")}
        assert say("shortcomings-repeated", now, {"shortcomings": (self.POINT, "力量薄弱。")}) == []


class TestCopied:
    def test_the_longest_run_and_the_share(self, say: Say) -> None:
        (found,) = say("copied", {"items": (LONG, "办件 5 件。")}, {"items": (LONG,)})
        assert found.values["count"] == 1
        assert str(found.values["share"]).endswith("%")
        assert found.values["lines"] == "5"

    def test_titles_and_formulas_are_nobodys(self, say: Say) -> None:
        own = "落实《" + "青岚县关于进一步规范涉企行政检查优化法治化营商环境保护各类经营主体合法权益的若干措施" * 2 + "》，办件 5 件。"
        assert say("copied", {"items": (own,)}, {"items": (own,)}) == []

    def test_little_in_much(self, say: Say) -> None:
        filler = tuple("".join(chr(0x4E00 + (i * 37 + n * 911) % 2500) for i in range(300)) + "。" for n in range(6))
        assert say("copied", {"items": (LONG, *filler)}, {"items": (LONG,)}) == []

    def test_many_lines_are_counted(self, say: Say) -> None:
        items = tuple(f"{LONG[:-1]}{chr(0x7532 + n)}。" for n in range(7))
        (found,) = say("copied", {"items": items}, {"items": items})
        assert str(found.values["lines"]).endswith("等") and str(found.values["lines_en"]).endswith("…")


class TestDuplicate:
    def test_twice_in_one_report(self, whole: Engine) -> None:
        text = report(LONG, "办件 5 件。", LONG, OTHER).encode()
        judgement = whole.judge(read("a.txt", data=text, name="a.txt", residue=residue_words(whole.lexicon)))
        (found,) = [f for f in judgement.report.findings if f.rule == "figures.duplicate-paragraph"]
        assert (found.line, found.message, found.severity) == (7, "这一段与第5行的一段相同，请核对是否重复。", "warning")

    def test_last_years_with_and_without_new_figures(self, say: Say) -> None:
        counted = "接待来访 4310 人次、来电 2055 通，办理法律援助 327 件，指派律师参与刑事辩护 118 件，为农民工追索报酬 260 万元，回访满意率保持在较高水平。"
        older = counted.replace("4310", "3980").replace("327", "301")
        found = say("duplicate-paragraph", {"items": (LONG, counted)}, {"items": (LONG, older)})
        assert [(r.reason, r.severity) for r in found] == [("unchanged", ""), ("updated", "info")]

    def test_shortcomings_are_another_rules(self, say: Say) -> None:
        parts = {"shortcomings": (LONG, "其余较好。")}
        assert say("duplicate-paragraph", parts, parts) == []


class TestCumulative:
    def test_a_total_that_fell(self, say: Say) -> None:
        (found,) = say("cumulative-fell", {"items": ("热线自开通以来累计接听 1.8 万次。",)}, {"items": ("热线自开通以来累计接听 2 万次。",)})
        assert (found.status, found.values["now"], found.values["before"]) == ("inconsistent", "1.8万次", "2万次")

    @pytest.mark.parametrize(
        ("now", "before"),
        [
            ("热线自开通以来累计接听 2.1 万次。", "热线自开通以来累计接听 2 万次。"),
            ("热线今年以来累计接听 1 万次。", "热线今年以来累计接听 2 万次。"),
            ("2024年以来累计接听，热线开通至今接听 1 万次。", "热线开通以来累计接听 2 万次。"),
            ("热线自开通以来累计接听 1 万次。", "平台自上线以来累计访问 2 万次。"),
            ("热线自开通以来累计接听 1 万次。", "热线自开通以来累计接听 2 万人。"),
            ("热线自开通以来累计接听 1 万次。", "热线接听 2 万次。"),
            ("热线接听 1 万次。", "热线自开通以来累计接听 2 万次。"),
        ],
    )
    def test_none_that_fell(self, say: Say, now: str, before: str) -> None:
        assert say("cumulative-fell", {"items": (now,)}, {"items": (before,)}) == []


def test_a_report_of_another_year_is_not_compared(say: Say) -> None:
    now, before = {"items": (LONG,)}, {"items": (LONG,)}
    assert say("copied", now, before)
    assert say("copied", now, before, year=2022) == []
    assert say("copied", now, before, year=2024) == []


def test_years_that_are_not_known_do_not_stand_against_it(held: Judge) -> None:
    own = held(_made({"items": (LONG,)}, "2024"), _made({"items": (LONG,)}, "2023")).report.profile
    assert previous.follows(own, own._replace(year=None))
    assert previous.follows(own._replace(year=None), own)
    assert not previous.follows(own, own)


def test_without_last_years_report_only_twins_are_found(whole: Engine) -> None:
    text = report(LONG).encode()
    judgement = whole.judge(read("a.txt", data=text, name="a.txt", residue=residue_words(whole.lexicon)))
    rules = tuple(r for r in whole.finder_rules if r.check == "previous")
    assert previous.judge(rules, judgement.context, Found()).remarks == ()
    assert previous.literals({}) == []


PIECES = st.sampled_from(
    ["一、主要举措和成效\n", "二、存在的问题\n", "三、下一步工作打算\n", "一是", "（一）", LONG, OTHER, "办件 12 件。", "自开通以来累计 3万件。", "未", "《", "\n", "，", "。", "2023年"]
)


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_any_text_can_be_held_against_any_other(whole: Engine, now: list[str], before: list[str]) -> None:
    """Nothing a text says makes a comparison fail, and every span is literal and short."""
    residue = residue_words(whole.lexicon)
    texts = [f"青岚县{year}年法治政府建设年度报告\n{''.join(pieces)}" for year, pieces in ((2024, now), (2023, before))]
    new, old = (read("a.txt", data=text.encode(), name="a.txt", residue=residue) for text in texts)
    rows = (Entry("复议申请数", "12", "件", "", 1), Entry("办件", "9", "", "", 2))
    judgement = whole.judge(new, None, Companions(whole.read(old), rows))
    for remark in judgement.remarks:
        if remark.start is not None and remark.end is not None:
            assert 0 <= remark.start < remark.end <= len(new.text)
            assert remark.end - remark.start <= 200
