"""One passage of a report against another: what is said of it, where, and when nothing is said."""

from collections.abc import Callable

import pytest

from linter.checks import coherence
from linter.checks.words import Segmenter
from linter.engine import Engine, Judgement, Options
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.model.verdict import Remark
from tests.checks.toy import judged, report

GIVEN = {"level": "county", "year": 2024, "stage": "draft", "assume_report": True}
Judge = Callable[..., list[Remark]]


@pytest.fixture(scope="module")
def alone(book: Rulebook) -> Engine:
    return Engine(book, Options(select=("coherence", "structure.plan.matches-problems", "structure.scope.section-aware")))


@pytest.fixture
def remarks(alone: Engine) -> Judge:
    """remarks(*items, rule=…, shortcomings=…, plan=…): what one rule says of a report."""

    def say(*items: str, rule: str, **parts: object) -> list[Remark]:
        return [r for r in judgement_of(alone, *items, **parts).remarks if r.rule.id.endswith(rule)]

    return say


def judgement_of(engine: Engine, *items: str, **parts: object) -> Judgement:
    return judged(engine, report(*items, **parts), **GIVEN)  # type: ignore[arg-type]


class TestAchievementShortcoming:
    RULE = "achievement-shortcoming"

    def test_shows_both_passages(self, alone: Engine) -> None:
        judgement = judgement_of(
            alone, "各单位严格落实执法全过程记录制度，配发设备。", shortcomings=("一些队所执法全过程记录不规范。", "其余较好。")
        )
        (finding,) = [f for f in judgement.report.findings if f.rule.endswith(self.RULE)]
        lines = judgement.report.document.text.split("\n")
        at = next(i for i, line in enumerate(lines, 1) if "不规范" in line)
        assert finding.quote == "各单位严格落实执法全过程记录制度"
        assert finding.message == f"此处称“各单位严格落实执法全过程记录制度”，第{at}行的不足部分又写“一些队所执法全过程记录不规范”，请核对两处表述。"
        assert (finding.severity, finding.status) == ("info", "found")

    @pytest.mark.parametrize(
        ("claim", "denial"),
        [
            ("力争行政执法三项制度全部落实到位。", "三项制度落实不到位。"),  # meant
            ("推动公平竞争审查全覆盖。", "公平竞争审查制度执行不严。"),
            ("开展公平竞争审查 60 件。", "公平竞争审查制度执行不严。"),  # an activity
            ("全面落实公平竞争审查制度。", "行政裁决工作推进缓慢。"),  # another subject
            ("全面落实公平竞争审查制度。", "招商工作推进慢，主要原因是公平竞争审查不严。"),  # a cause
            ("全面落实公平竞争审查制度。", "公平竞争审查力量充足。"),  # no admission
        ],
    )
    def test_says_nothing(self, remarks: Judge, claim: str, denial: str) -> None:
        assert remarks(claim, rule=self.RULE, shortcomings=(denial, "其余较好。")) == []

    def test_promises_are_no_claims(self, remarks: Judge) -> None:
        assert remarks("统筹推进。", rule=self.RULE, shortcomings=("三项制度落实不到位。", "其余较好。"), plan=("三项制度全部落实。", "再接再厉。")) == []

    def test_without_shortcomings_nothing_is_denied(self, remarks: Judge) -> None:
        assert remarks("三项制度全部落实。", rule=self.RULE) == []

    def test_each_denial_has_the_claim_nearest_to_it(self, remarks: Judge) -> None:
        found = remarks(
            "行政复议调解功能充分发挥，纠纷止于前端。",
            "群众首选复议，主渠道作用日益彰显。",
            rule=self.RULE,
            shortcomings=("行政复议化解争议不够。", "主渠道作用发挥不到位。"),
        )
        pairs = {(r.values["claim"], r.values["denial"]) for r in found}
        assert pairs == {("行政复议调解功能充分发挥", "行政复议化解争议不够"), ("主渠道作用日益彰显", "主渠道作用发挥不到位")}

    def test_a_subject_of_no_pair_by_its_words(self, remarks: Judge) -> None:
        (found,) = remarks(
            "河道采砂联合巡查实现全覆盖。", rule=self.RULE, shortcomings=("河道采砂联合巡查频次偏低。", "其余较好。")
        )
        assert found.values["denial"] == "河道采砂联合巡查频次偏低"

    def test_one_shared_word_is_not_enough(self, remarks: Judge) -> None:
        assert remarks("河道采砂备案全覆盖。", rule=self.RULE, shortcomings=("河道采砂户法律素养偏低。", "其余较好。")) == []

    def test_a_meant_claim_of_no_pair(self, remarks: Judge) -> None:
        assert remarks("推动河道采砂联合巡查全覆盖。", rule=self.RULE, shortcomings=("河道采砂联合巡查频次偏低。", "其余较好。")) == []

    def test_jieba_is_asked_only_about_kin(self, alone: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(self: Segmenter, text: str) -> list[str]:
            raise AssertionError(text)

        monkeypatch.setattr(Segmenter, "words", never)
        judgement_of(alone, "公共资源交易全部进场。", shortcomings=("柳溪河道巡查频次偏低。", "其余较好。"), plan=("加密河道巡查。", "再接再厉。"))
        with pytest.raises(AssertionError, match="河道采砂"):
            judgement_of(alone, "河道采砂联合巡查实现全覆盖。", shortcomings=("河道采砂联合巡查频次偏低。", "其余较好。"))


class TestSections:
    RULE = "sections"

    def test_a_sample_and_the_whole(self, remarks: Judge) -> None:
        (found,) = remarks("抽取执法案卷30卷，所有案卷逐一评查。", rule=self.RULE)
        assert (found.values["first"], found.values["second"]) == ("抽取执法案卷30卷", "所有案卷逐一评查")

    def test_in_two_items_they_may_be_two_things(self, remarks: Judge) -> None:
        assert remarks("抽取执法案卷 30 卷。", "乡镇的所有案卷集中评查。", rule=self.RULE) == []

    def test_a_stated_zero_and_a_figure(self, remarks: Judge) -> None:
        (found,) = remarks("本年度无行政应诉案件。", "办理应诉案件 2 件。", rule=self.RULE)
        assert found.values["second"] == "办理应诉案件2件"

    @pytest.mark.parametrize("other", ["办理应诉案件 0 件。", "应诉案件 2 项整改。", "应诉案件办结较快。", "通报应诉案件情况并于 6 月 3 日整改完成各类问题 5 件。"])
    def test_no_figure_of_it(self, remarks: Judge, other: str) -> None:
        assert remarks("本年度无行政应诉案件。", other, rule=self.RULE) == []

    def test_all_and_the_share_of_them(self, remarks: Judge) -> None:
        (found,) = remarks("全面落实持证上岗。对 90 名执法人员清理，取得执法证 60 名。", rule=self.RULE)
        assert (found.reason, found.values["whole"], found.values["part"], found.values["share"]) == ("share", "90名", "60名", "66.7%")

    @pytest.mark.parametrize(
        "item",
        [
            "全面落实持证上岗。对 60 名执法人员清理，取得执法证 60 名。",  # all of them
            "全面落实持证上岗。对 60 名执法人员清理。",  # no part
            "全面落实持证上岗。取得执法证 60 名。",  # no whole
            "全面落实持证上岗。对 60 名执法人员清理，今年新取得执法证 20 名。",  # this year's
            "规范持证上岗。对 90 名执法人员清理，取得执法证 60 名。",  # not all
        ],
    )
    def test_no_share(self, remarks: Judge, item: str) -> None:
        assert remarks(item, rule=self.RULE) == []

    def test_none_and_a_document(self, remarks: Judge) -> None:
        (found,) = remarks("没有涉及市场主体经济活动的文件。", "印发《青岚县优化营商环境实施方案》。", rule=self.RULE)
        assert found.values["document"] == "《青岚县优化营商环境实施方案》"

    def test_a_planned_document_is_none(self, remarks: Judge) -> None:
        found = remarks("没有涉及市场主体经济活动的文件。", rule=self.RULE, plan=("印发《青岚县优化营商环境实施方案》。", "再接再厉。"))
        assert found == []


class TestEvidence:
    RULE = "evidence-mismatch"

    def test_a_label_and_what_is_taken_for_its_proof(self, remarks: Judge) -> None:
        (found,) = remarks("健全权责清单。公布赋权事项62项。", rule=self.RULE)
        assert (found.values["label"], found.values["proof"]) == ("健全权责清单", "公布赋权事项62项")

    @pytest.mark.parametrize(
        "item",
        [
            "健全权责清单。公布赋权乡镇事项，权责事项共 4200 项。",  # of its own
            "健全权责清单。公布赋权乡镇事项。",  # nothing that could be taken for proof
            "公布赋权乡镇事项 62 项，纳入权责清单。",  # no label
        ],
    )
    def test_says_nothing(self, remarks: Judge, item: str) -> None:
        assert remarks(item, rule=self.RULE) == []

    def test_in_the_plan_nothing_is_proved(self, remarks: Judge) -> None:
        assert remarks("统筹推进。", rule=self.RULE, plan=("健全权责清单。公布赋权乡镇事项 62 项。", "再接再厉。")) == []


class TestPlan:
    RULE = "matches-problems"

    def test_names_problem_subject_and_plan(self, alone: Engine) -> None:
        judgement = judgement_of(alone, "统筹推进。", shortcomings=("政务数据共享不畅。", "其余较好。"), plan=("优化营商环境。", "再接再厉。"))
        (finding,) = [f for f in judgement.report.findings if f.rule.endswith(self.RULE)]
        assert finding.quote == "政务数据共享不畅"
        assert "（数字化和数据共享）" in finding.message and "“下一年度主要安排”" in finding.message

    @pytest.mark.parametrize("answer", ["打通业务系统。", "建设“智慧青岚”。", "整治各类政务数据乱象。"])
    def test_any_word_of_the_subject_answers(self, remarks: Judge, answer: str) -> None:
        assert remarks("统筹推进。", rule=self.RULE, shortcomings=("政务数据共享不畅。", "其余较好。"), plan=(answer, "再接再厉。")) == []

    def test_one_finding_a_point(self, remarks: Judge) -> None:
        found = remarks(
            "统筹推进。", rule=self.RULE, shortcomings=("数据共享不畅，普法覆盖不够。", "立法调研不深。"), plan=("优化营商环境。", "再接再厉。")
        )
        assert [r.values["problem"] for r in found] == ["数据共享不畅", "立法调研不深"]

    def test_without_a_plan_nothing_is_asked(self, remarks: Judge) -> None:
        assert remarks("统筹推进。", rule=self.RULE, shortcomings=("数据共享不畅。", "其余较好。")) == []

    def test_a_plan_without_heading_is_shown_by_its_first_clause(self, alone: Engine) -> None:
        text = (
            "青岚县2024年法治政府建设年度报告\n2024年，青岚县统筹推进各项工作。现将情况报告如下。\n一、规范执法\n统筹推进各方面任务，务求实效。\n"
            "二、化解争议\n有序开展各项工作。\n过去一年，法治政府建设虽然取得了一定成绩，但还存在一些差距：一是政务数据共享不畅。二是普法覆盖面不够。\n"
            "2025年，我县将重点抓好以下工作：一是优化营商环境。二是规范行政裁决。\n"
        )
        found = [r for r in judged(alone, text, **GIVEN).remarks if r.rule.id.endswith(self.RULE)]
        assert [str(r.values["problem"]) for r in found] == ["政务数据共享不畅", "普法覆盖面不够"]
        assert {str(r.values["plan"]) for r in found} == {"2025年"}

    def test_a_point_of_no_known_subject(self, remarks: Judge) -> None:
        (found,) = remarks("统筹推进。", rule=self.RULE, shortcomings=("渔港码头夜间停泊秩序混乱有待治理。", "其余较好。"), plan=("优化营商环境。", "再接再厉。"))
        assert (found.reason, found.values["problem"]) == ("unanswered", "渔港码头夜间停泊秩序混乱有待治理")

    @pytest.mark.parametrize(
        ("point", "plan"),
        [
            ("渔港码头夜间停泊秩序混乱有待治理。", "整治渔港。"),  # a word of it
            ("渔港秩序有待治理。", "优化营商环境。"),  # too little to look for
            ("渔港码头夜间停泊秩序混乱。", "优化营商环境。"),  # admits nothing that the lexicon knows
        ],
    )
    def test_a_point_of_no_known_subject_is_left(self, remarks: Judge, point: str, plan: str) -> None:
        assert remarks("统筹推进。", rule=self.RULE, shortcomings=(point, "其余较好。"), plan=(plan, "再接再厉。")) == []


class TestScope:
    RULE = "section-aware"
    PLAN = ("落实公平竞争审查制度，推进政务数据共享。", "清理行政规范性文件，开展法治督察，推进述法。")

    def test_core_duties_of_the_plan_alone(self, book: Rulebook) -> None:
        judgement = judgement_of(Engine(book), "统筹推进。", plan=self.PLAN)
        (found,) = [r for r in judgement.remarks if r.rule.id.endswith(self.RULE)]
        planned = [v for v in judgement.report.verdicts if v.status == "planned" and v.rule.pack == "core" and v.weight and not v.folded_into]
        assert found.values["count"] == len(planned) >= 4
        assert found.start is not None and judgement.report.document.text[found.start : found.end] == "下一年度主要安排"

    def test_few_are_left_to_their_own_findings(self, book: Rulebook) -> None:
        judgement = judgement_of(Engine(book), "统筹推进。", plan=("开展法治督察。", "再接再厉。"))
        assert [r for r in judgement.remarks if r.rule.id.endswith(self.RULE)] == []


@pytest.mark.parametrize("compare", ["shortcomings", "plan", "sections", "evidence", "scope"])
def test_a_comparison_needs_something_to_compare(compare: str, lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match=compare):
        coherence.prepare({"compare": compare}, lexicon)


def test_a_rule_that_asks_for_jieba_is_silent_without(alone: Engine) -> None:
    """A context without a segmenter (a rule author's own) judges what needs none."""
    document = judgement_of(alone, "河道采砂联合巡查实现全覆盖。", shortcomings=("河道采砂联合巡查频次偏低。", "渔港码头夜间停泊秩序混乱有待治理。"), plan=("优化营商环境。", "再接再厉。"))
    context = document.context._replace(segmenter=None)
    rules = tuple(r for r in alone.finder_rules if r.check == "coherence")
    from linter.checks.context import Found

    assert coherence.judge(rules, context, Found()).remarks == ()
