"""Claims: what is asserted, what backs it, what a reviewer would send back first."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.checks.claim import KIND, literals, prepare
from linter.engine import Engine, Options
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from tests.checks.claimed import Seen, judge, of_item, seen
from tests.checks.toy import report

PLAIN, SUPERLATIVE, ABSOLUTE = "claims.plain", "claims.superlative", "claims.absolute"
HUNDRED, RATE, VAGUE = "figures.hundred-percent", "figures.rate-denominator", "figures.vague"


@pytest.fixture(scope="session")
def claims(book: Rulebook) -> Engine:
    """The claim rules alone."""
    return Engine(book, Options(select=(PLAIN, SUPERLATIVE, ABSOLUTE, HUNDRED, RATE, VAGUE)))


def only(found: list[Seen]) -> Seen:
    assert len(found) == 1, found
    return found[0]


# ---- plain claims ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "text", "strength", "reason"),
    [
        # an item without one fact
        ("健全府院联动机制，提升行政争议化解质效。", "健全府院联动机制，提升行政争议化解质效", "strong", "no-evidence"),
        # evidence that measures something else
        ("评查案卷26卷。推行非现场执法，完善远程巡查网络。", "推行非现场执法，完善远程巡查网络", "strong", "other-evidence"),
        ("评查案卷26卷。加强法律援助便民窗口规范化管理。", "加强法律援助便民窗口规范化管理", "strong", "other-evidence"),
        # an effect after counted activity
        ("走访企业86家，营造了亲商安商的良好环境。", "营造了亲商安商的良好环境", "weak", "other-evidence"),
        # an effect that only a document stands with
        ("印发《青岚县惠企便民实施办法》，营造了亲商安商的良好环境。", "营造了亲商安商的良好环境", "strong", "other-evidence"),
        # a state is told to have changed
        ("受理行政复议申请38件，行政复议主渠道作用日益彰显。", "行政复议主渠道作用日益彰显", "strong", "other-evidence"),
    ],
)
def test_plain_claims_without_evidence(claims: Engine, item: str, text: str, strength: str, reason: str) -> None:
    assert of_item(claims, item) == [Seen(text, PLAIN, "unsupported", strength, reason)]


@pytest.mark.parametrize(
    ("item", "text", "support", "reason"),
    [
        # what the sentence goes on to count
        ("落实普法责任清单制度，开展宣传活动88场。", "落实普法责任清单制度", "supported", "figure"),
        ("完善应急预案体系，修订《青岚县突发事件总体应急预案》。", "完善应急预案体系", "supported", "document"),
        # what is counted elsewhere in the item, about the same thing
        ("以告知承诺方式办理证明2130件。全面推行告知承诺制，群众称便。", "全面推行告知承诺制", "supported", "figure"),
        # a short sentence names what the next one tells
        ("设立专班。推行告知承诺制。全年办理证明2130件。", "推行告知承诺制", "supported", "figure"),
        # an aim-like effect that figures follow
        ("充分发挥人民调解第一道防线作用，化解邻里纠纷420起。", "充分发挥人民调解第一道防线作用", "partial", "other-evidence"),
    ],
)
def test_plain_claims_with_evidence(claims: Engine, item: str, text: str, support: str, reason: str) -> None:
    assert of_item(claims, item) == [Seen(text, PLAIN, support, "weak", reason)]


@pytest.mark.parametrize(
    "item",
    [
        "为提升执法水平，优化营商环境，开展培训12期。",  # aims, up to the first measure
        "聚焦群众急难愁盼，力争形成长效机制。",
        "坚持以公开为常态、不公开为例外。",  # principles
        "未经合法性审查不得提交讨论，清单之外一律不得设置许可，应当建立台账。",  # rules
        "深入学习贯彻习近平法治思想，全面落实党的二十大精神。",  # allegiance
        "下一步，健全长效机制，推动问题彻底解决。",  # plans
        "公布权责事项3120项，评查案卷8卷。",  # activity that counts
        "评查案卷8卷。严格执行《青岚省行政规范性文件制定和监督管理规定》，公布文件目录。",  # what is gone by
        "办理案件12件，成立领导小组，建立台账，制定工作方案。",  # internal steps
        "|健全机制|12件|\n",  # tables
        "全年未发生行政复议纠错案件，实现零伤亡。",  # stated zeros
    ],
)
def test_what_is_no_claim(claims: Engine, item: str) -> None:
    assert of_item(claims, item) == []


def test_headings_and_labels_are_no_claims(claims: Engine) -> None:
    assert of_item(claims, "健全制度体系，提升治理效能。审查文件41件。") == []
    assert of_item(claims, "全面推行执法公示制度。公示处罚信息920条。") == []
    # behind 一是 two clauses report already
    found = of_item(claims, "强化监督。一是健全巡查机制，提升监督效能。审查文件41件。二是办理案件9件。")
    assert [one.text for one in found] == ["健全巡查机制，提升监督效能"]


def test_a_bare_item_is_shown_from_its_label_on(claims: Engine) -> None:
    assert only(of_item(claims, "推进科技执法。探索远程巡查，提升监管效能。")).text == "推进科技执法。探索远程巡查，提升监管效能"
    # nothing else in it is a claim
    assert only(of_item(claims, "推进科技执法。坚持以网管网。")).text == "推进科技执法"
    # a label that asserts nothing is left out
    assert only(of_item(claims, "科技执法方面。探索远程巡查，提升监管效能。")).text == "探索远程巡查，提升监管效能"
    # too long with the label
    body = "健全" + "部门协同、上下联动" * 7 + "的监管机制，提升监管效能。"
    assert only(of_item(claims, "推进科技执法。" + body)).text == "推进科技执法。" + body.split("，")[0]


def test_one_claim_for_one_assertion(claims: Engine) -> None:
    found = of_item(claims, "建立会商机制，推行联合检查，规范案件移送，提升协作水平，增强监管合力，办事效率明显提高。")
    assert [one.text for one in found] == ["建立会商机制，推行联合检查", "规范案件移送，提升协作水平", "办事效率明显提高"]
    # a clause between them parts measure and effect
    found = of_item(claims, "建立会商机制，在此基础上，提升协作水平。")
    assert [one.text for one in found] == ["建立会商机制", "提升协作水平"]
    # after an effect a new measure opens another claim
    found = of_item(claims, "提升协作水平，建立会商机制。")
    assert [one.text for one in found] == ["提升协作水平", "建立会商机制"]


def test_introduction(claims: Engine) -> None:
    text = report(
        "审查文件12件。",
        preamble="2024年，青岚县坚持以习近平新时代中国特色社会主义思想为指导，持续提高依法行政水平，依法行政能力不断增强，"
        "为全县发展提供了坚强法治保障，法治建设考核位居全市前列，印发《青岚县法治建设要点》。现将有关情况报告如下。",
    )
    assert [one for one in seen(claims, text) if "审查" not in one.text][:2] == [
        Seen("依法行政能力不断增强，为全县发展提供了坚强法治保障", PLAIN, "unsupported", "weak", "no-evidence"),
        Seen("法治建设考核位居全市前列", SUPERLATIVE, "partial", "weak", "partial-grant"),
    ]


def test_an_introduction_that_aims_asserts_nothing(claims: Engine) -> None:
    text = report("审查文件12件。", preamble="为争创全省第一方阵，青岚县推进依法治县。现将有关情况报告如下。")
    assert [one for one in seen(claims, text) if "第一方阵" in one.text] == []


def test_only_results_are_held_to_their_word(claims: Engine) -> None:
    sentence = "健全府院联动机制，在全市率先实现复议应诉全覆盖。"
    assert [one.rule for one in of_item(claims, sentence)] == [PLAIN, SUPERLATIVE]
    for place in ("plan", "shortcomings"):
        text = report("审查文件12件。", **{place: (sentence, "再接再厉。")})  # type: ignore[arg-type]
        assert not [one for one in seen(claims, text) if "府院" in one.text or "复议" in one.text]
    assert [one for one in seen(claims, report("审查文件12件。", first=sentence)) if "府院" in one.text]
    assert [one for one in seen(claims, report("审查文件12件。", other=sentence)) if "府院" in one.text]


# ---- marked claims ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("县医保局在全市率先推行“床边办”。", (SUPERLATIVE, "unsupported", "no-document")),
        ("在全市率先印发《青岚县涉企检查办法》。", (SUPERLATIVE, "partial", "partial-grant")),
        ("首创“板凳议事”法，印发《青岚县议事指引》。", (SUPERLATIVE, "partial", "partial-grant")),
        ("县复议局被省司法厅评为全省首个规范化窗口。", (SUPERLATIVE, "supported", "case")),
        ("重大合同签订前均经审核。", (ABSOLUTE, "unsupported", "no-evidence")),
        ("调解纠纷20起。重大合同签订前均经审核。", (ABSOLUTE, "unsupported", "no-base")),
        ("印发文件7件，均已报备。", (ABSOLUTE, "supported", "base-given")),
        ("收到申请19件，全部按期答复。", (ABSOLUTE, "supported", "base-given")),
        ("12个乡镇均设立服务站。", (ABSOLUTE, "supported", "base-given")),
        ("办理提案30件，各部门重大行政决策均经听证。", (ABSOLUTE, "unsupported", "other-evidence")),
        ("调处山林纠纷31起。对山林纠纷全部建档。", (ABSOLUTE, "partial", "partial-base")),
        ("评查案卷8卷。推动监管数据应归尽归。", (ABSOLUTE, "unsupported", "no-base")),
        ("对干部轮训40学时，各单位重大决策均经审查。", (ABSOLUTE, "unsupported", "no-base")),  # hours are no base
        ("村居法律顾问实现全覆盖。", (HUNDRED, "unsupported", "no-evidence")),
        ("应出庭17件，出庭率100%。", (HUNDRED, "supported", "base-given")),
        ("办理建议41件、提案52件，面商率、满意率均为100%。", (HUNDRED, "supported", "base-given")),
        ("创建示范点9个，满分通过省级验收。", (HUNDRED, "unsupported", "other-evidence")),
        ("审批时限压缩63%。", (RATE, "unsupported", "no-base")),
        ("服务质量居全省首位。", (SUPERLATIVE, "unsupported", "no-document")),
        ("首次建立这一机制。", (SUPERLATIVE, "unsupported", "no-document")),
        ("审结案件40件，纠错率15%。", (RATE, "supported", "base-given")),
        ("组织开展多次执法培训。", (VAGUE, "unsupported", "no-evidence")),
        ("评查案卷12卷。组织开展多次执法培训。", (VAGUE, "unsupported", "no-number")),
        ("多次开展评查，共评查案卷73卷。", (VAGUE, "supported", "figure")),
        ("清理一批过时文件11件。", (VAGUE, "supported", "figure")),
        # the number is not that of the change: a plain state
        ("受理申请73件，办事效率明显提升。", (PLAIN, "unsupported", "other-evidence")),
    ],
)
def test_marked_claims(claims: Engine, item: str, expected: tuple[str, str, str]) -> None:
    found = only(of_item(claims, item))
    assert (found.rule, found.support, found.reason) == expected


def test_what_is_pushed_for_is_no_strong_claim(claims: Engine) -> None:
    assert only(of_item(claims, "评查案卷8卷。推动监管数据应归尽归。")).strength == "weak"
    assert only(of_item(claims, "评查案卷8卷。监管数据应归尽归。")).strength == "strong"


def test_a_share_named_by_a_verb_is_told_as_reached(claims: Engine) -> None:
    assert only(of_item(claims, "服务对象好评率为100%。")).strength == "strong"
    assert only(of_item(claims, "推动执法人员持证率达100%。")).strength == "weak"


def test_a_request_is_no_claim(claims: Engine) -> None:
    assert of_item(claims, "恳请省有关部门在人员编制上给予倾斜支持。") == []


@pytest.mark.parametrize(
    ("item", "base"),
    [("行政诉讼发案量同比下降41%。", "基数"), ("群众满意率提升至98%。", "分母"), ("事项办结率98%。", "分母"),
     ("全县发案同比下降41%。受理山林纠纷案件31起。山林纠纷案件同比增长12%。", "基数")],
)  # fmt: skip
def test_a_change_wants_the_figure_it_is_measured_against(claims: Engine, item: str, base: str) -> None:
    messages = [f.message for f in judge(claims, report(item)).report.findings if f.rule == RATE]
    assert messages
    assert all(base in message for message in messages)


def test_the_most_specific_rule_names_a_claim(claims: Engine) -> None:
    assert only(of_item(claims, "在全省率先实现村居法律顾问全覆盖。")).rule == SUPERLATIVE
    assert only(of_item(claims, "各类建议、提案办复率全部达到100%。")).rule == HUNDRED


@pytest.mark.parametrize(
    "item",
    [
        "领导干部率先垂范，坚持均衡用力，平均办理12件。",  # masks
        "以全省首个试点为牵引，办理案件12件。",  # a ground
        "为在全市率先建成法治示范县，办理案件12件。",  # an aim
        "坚持全覆盖、零容忍，办理案件12件。",  # a principle
        "所有证明事项一律取消，办理案件12件。",  # a rule
        "牢牢把握走在全省前列的要求，办理案件12件。",  # a demand
        "法治建设分值占比提高到5%，办理案件12件。",  # a set share
        "在一批项目落地时，办理案件12件。",  # an occasion
    ],
)
def test_marks_that_claim_nothing(claims: Engine, item: str) -> None:
    assert [one for one in of_item(claims, item) if one.rule != PLAIN] == []


def test_neighbours_under_one_rule_are_one_claim(claims: Engine) -> None:
    found = of_item(claims, "经自查，审批窗口不存在违规收费，不存在体外循环，不存在超期办件，群众办事1200件。")
    assert [one.text for one in found] == ["审批窗口不存在违规收费，不存在体外循环", "不存在超期办件"]


def test_quotation_marks_that_hug_a_claim_belong_to_it(claims: Engine) -> None:
    assert only(of_item(claims, "“一窗通办”率先推行“全链条服务”，审批12件。")).text == "“一窗通办”率先推行“全链条服务”"


# ---- what becomes of claims ------------------------------------------------------------------------------------------


def test_rank_and_remarks(claims: Engine) -> None:
    text = report(
        "走访企业86家，营造了亲商安商的良好环境。",
        "健全府院联动机制，提升行政争议化解质效。",
        "评查案卷26卷。推行非现场执法，完善远程巡查网络。",
        "群众诉求办结率98.4%。",
        "全县合同签订前均经审核，另评查案卷3次。",
        "调处山林纠纷31起。对山林纠纷全部建档。",
        "在全市率先印发《青岚县涉企检查办法》。",
    )
    judgement = judge(claims, text)
    claimed = {c.rank: judgement.report.document.text[c.start : c.end] for c in judgement.report.claims}
    assert sorted(claimed) == list(range(1, len(claimed) + 1))
    order = [claimed[rank][:6] for rank in sorted(claimed)]
    assert order == [
        "全县合同签订",
        "统筹推进各方",
        "健全府院联动",
        "群众诉求办结",
        "推行非现场执",
        "营造了亲商安",
        "对山林纠纷全",
        "在全市率先印",
    ]
    findings = [f for f in judgement.report.findings if f.kind == "claim"]
    assert {(f.rule, f.status, f.severity) for f in findings} == {
        (ABSOLUTE, "unsupported", "warning"),
        (ABSOLUTE, "partial", "info"),
        (PLAIN, "unsupported", "info"),
        (RATE, "unsupported", "info"),
    }
    # what is only weak is listed and not found fault with
    assert not [f for f in findings if "亲商安商" in f.quote or "涉企检查" in f.quote]
    message = next(f.message for f in findings if f.rule == RATE)
    assert "98.4%" in message and "未见佐证" in message
    plain = [f.rank for f in findings if f.rule == PLAIN]
    assert plain == sorted(plain)


def test_findings_read_in_english(book: Rulebook) -> None:
    engine = Engine(book, Options(select=(ABSOLUTE,), lang="en"))
    findings = judge(engine, report("全县合同签订前均经审核。")).report.findings
    assert ["no evidence seen" in f.message for f in findings if f.kind == "claim"] == [True]


def test_every_reason_has_its_sentence(book: Rulebook, claims: Engine) -> None:
    """The closed list of reasons, whether or not one gives a finding."""
    sentences = Lexicon(book.lexicon)
    for lang in ("zh", "en"):
        table = sentences.table(f"wording.claim.{lang}")
        text = "\n".join(str(sentence) for sentence in table.values())
        assert not re.search("违法|不合格|错误|造假|没有", text)
        for sentence in table.values():
            assert str(sentence).format(title="t", mark="m", rank=1)
    assert set(sentences.table("wording.claim.zh")) == set(sentences.table("wording.claim.en"))


def test_rules_that_are_left_out_keep_their_claims_to_themselves(book: Rulebook) -> None:
    engine = Engine(book, Options(select=(PLAIN,)))
    assert of_item(engine, "在全市率先建立容缺受理机制。") == []
    engine = Engine(book, Options(select=(SUPERLATIVE,)))
    assert of_item(engine, "建立容缺受理机制。提升服务水平。") == []
    assert only(of_item(engine, "推进改革。在全市率先建立容缺受理机制。")).rule == SUPERLATIVE
    assert judge(engine, report("审查文件12件。", preamble="依法行政能力不断增强。现将情况报告如下。")).report.claims == ()


def test_a_report_without_anything_to_claim(claims: Engine) -> None:
    assert judge(claims, "青岚县人民政府2024年法治政府建设年度报告\n").report.claims == ()


def test_prepare_says_what_an_author_forgot(lexicon: Lexicon) -> None:
    keys = {"claim": "plain", "wants": "evidence", "precedence": 1}
    with pytest.raises(ValueError, match="any"):
        prepare({"find": "words", **keys}, lexicon)
    with pytest.raises(ValueError, match="any"):
        prepare({"find": "verbs", "any": ["率先"], **keys}, lexicon)
    spec = prepare({"find": "words", "any": ["率先", "“唯一”"], "except": ["率先垂范"], "unless": ["拟"], **keys}, lexicon)
    assert literals(spec) == ["率先", "唯一", "率先垂范", "拟"]
    assert KIND.name == "claim"


# ---- laws ------------------------------------------------------------------------------------------------------------

SUPPORT = {"unsupported": 0, "partial": 1, "supported": 2}
SENTENCES = (
    "健全府院联动机制，提升行政争议化解质效。",
    "推行非现场执法，完善远程巡查网络，监管效能明显提升。",
    "在全市率先推行“床边办”，实现窗口服务全覆盖。",
    "重大合同签订前均经审核，审核率100%。",
    "审批时限压缩63%，群众获得感不断增强。",
    "组织多次执法培训，切实提高办案能力。",
    "印发文件7件，均已报备，维护了法制统一。",
    "加强法律援助便民窗口规范化管理，为群众提供了便捷服务。",
    "以案释法，对重点案件进行了集中评查。",
)
EVIDENCE = (
    "办理行政应诉案件31件。",
    "印发《青岚县行政争议化解办法》。",
    "远程巡查发现问题线索96条，审核合同204份。",
    "县政府第十二次常务会议听取汇报。",
    "县司法局荣获全省先进集体称号。",
)
ITEM = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True).map("".join)


def spans(engine: Engine, text: str) -> list[tuple[int, int, str, str, str]]:
    found = judge(engine, text).report
    return sorted((c.start, c.end, c.rule, c.support, c.strength) for c in found.claims)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=60)
@given(item=ITEM, evidence=st.sampled_from(EVIDENCE))
def test_more_evidence_makes_no_claim_worse(claims: Engine, item: str, evidence: str) -> None:
    """Neither a claim that was there, nor by way of a new one."""
    before, after = report(item), report(item + evidence)
    earlier = spans(claims, before)
    for start, end, _, support, strength in spans(claims, after):
        if start >= before.index(item) + len(item) and end <= after.index(item) + len(item + evidence):
            continue  # of the evidence itself
        same = [c for c in earlier if c[0] < end and start < c[1]]
        assert same, "a claim that was none"
        assert SUPPORT[support] >= min(SUPPORT[c[3]] for c in same)
        assert strength == "weak" or any(c[4] == "strong" for c in same)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40)
@given(item=ITEM, other=ITEM)
def test_an_item_elsewhere_changes_no_claim(claims: Engine, item: str, other: str) -> None:
    alone, together = report(item), report(item, other)
    end = alone.index(item) + len(item)
    assert [c for c in spans(claims, alone) if c[1] <= end] == [c for c in spans(claims, together) if c[1] <= end]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40)
@given(item=ITEM)
def test_width_spaces_and_quotes_change_nothing(claims: Engine, item: str) -> None:
    def bare(found: list[Seen]) -> list[Seen]:
        return [one._replace(text=re.sub(r"[\s“”]", "", one.text.translate(wide))) for one in found]

    wide = str.maketrans("0123456789%,;", "０１２３４５６７８９％，；")
    expected = bare(of_item(claims, item))
    assert bare(of_item(claims, item.translate(wide))) == expected
    assert bare(of_item(claims, item.replace("，", ",").replace("“", "").replace("”", ""))) == expected
    assert bare(of_item(claims, " ".join(item))) == expected


def test_a_long_text_costs_no_more_a_character(claims: Engine) -> None:
    """Each sentence is read once: ten times the text gives ten times the claims."""
    once = len(seen(claims, report(*SENTENCES)))
    assert len(seen(claims, report(*(SENTENCES * 10)))) == pytest.approx(10 * once, rel=0.1)
