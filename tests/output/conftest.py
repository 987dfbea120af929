"""A hand-made run of invented reports: what the formats are given, without reading, judging or rule files."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import Any

import pytest

from linter.model.fold import fold
from linter.model.outline import Issuer, Outline, Profile, Section, Sourced
from linter.model.result import Genre, Problem, Report, Run
from linter.model.rule import Basis, Dimension, Grade, Group, Rule, Rulebook, Source, Weighting
from linter.model.scorecard import Deduction, DimensionScore, Gain, ObligationScore, Scorecard
from linter.model.text import Block, Document, Receipt, Residue
from linter.model.verdict import Claim, Evidence, Finding, Part, Passage, Relation, Verdict

PARAGRAPHS = """首页 > 信息公开 > 法治政府建设
青岚县2024年法治政府建设年度报告
一、主要举措和成效
（一）优化政府职能。深化“一枚印章管审批”，公布权责清单 3,206 项，取消证明事项 41 项。
办理跨县通办事项 1,126 件，好差评满意率 99.6%。
（二）完善制度。全年制定行政规范性文件 9 件，合法性审核率和备案率均为 100%；印发《青岚县行政规范性文件管理办法》。
（三）科学决策。县政府公布重大行政决策事项目录 6 项，开展公众参与和专家论证。
（四）严格执法。县司法局归集公示行政处罚决定 1,260 条，全过程记录 842 件，法制审核 137 件。
持续推进行政执法三项制度，执法人员持证上岗。5 月 16 日举办执法骨干培训班，培训 320 人。
（五）化解纠纷。收到行政复议申请 88 件，审结 81 件；行政机关负责人应出庭 52 件，出庭 52 件。
（六）权力监督。办理人大代表建议 64 件、政协提案 97 件，办结率 100%。
二、存在的不足
一些乡镇执法力量薄弱，负责人出庭应诉实效有待提高，规范性文件后评估尚未开展。
三、下一年度工作安排
2025 年将制定数字法治政府建设方案，推行“扫码入企”，开展法治督察。
青岚县人民政府
2025年2月20日
打印本页 关闭窗口
""".splitlines()

DIMENSIONS = (
    ("structure", "结构与时限", "Structure and deadlines", ("structure",)),
    ("leadership", "党的领导与第一责任人", "Leadership", ("leadership",)),
    ("function", "政府职能与营商环境", "Government functions", ("function",)),
    ("institutions", "依法行政制度", "Institutions", ("rulemaking", "normdoc")),
    ("decision", "重大行政决策", "Decisions", ("decision",)),
    ("enforcement", "行政执法", "Enforcement", ("enforcement",)),
    ("emergency", "突发事件应对", "Emergencies", ("emergency",)),
    ("resolution", "矛盾纠纷化解", "Resolution of disputes", ("dispute", "reconsideration", "litigation")),
    ("oversight", "权力监督与政务公开", "Oversight and openness", ("oversight", "openness")),
    ("digital", "数字法治政府", "Digital government", ("digital",)),
)

# id, titles, severity, weight, check, status, passage, evidence "kind:text", basis "source/number/mark"
RULES: tuple[tuple[str, str, str, str, int, str, str, str, str, str], ...] = (
    (
        "structure.section.achievements",
        "主要举措和成效",
        "Measures and results",
        "error",
        5,
        "section",
        "evidenced",
        "一、主要举措和成效",
        "",
        "inspection/25/v",
    ),
    (
        "structure.section.shortcomings",
        "存在的不足",
        "Shortcomings",
        "error",
        5,
        "section",
        "evidenced",
        "二、存在的不足",
        "",
        "inspection/25/v",
    ),
    ("structure.section.causes", "不足的原因", "Causes of shortcomings", "warning", 4, "section", "absent", "", "", "inspection/25/v"),
    (
        "structure.section.first-responsible",
        "第一责任人履职情况",
        "First responsible person",
        "error",
        5,
        "section",
        "absent",
        "",
        "",
        "inspection/25/v first/5/r",
    ),
    (
        "structure.section.plan",
        "下一年度主要安排",
        "Plan of the next year",
        "error",
        5,
        "section",
        "evidenced",
        "三、下一年度工作安排",
        "",
        "inspection/25/v",
    ),
    ("structure.section.other", "其他需要报告的情况", "Other matters", "info", 2, "section", "not-applicable", "", "", "inspection/25/v"),
    ("structure.date.signed", "成文日期", "Date of document", "warning", 2, "date", "evidenced", "2025年2月20日", "", "inspection/24/v"),
    ("leadership.study", "学习贯彻习近平法治思想", "Study", "warning", 3, "coverage", "absent", "", "", "outline/32/r"),
    ("leadership.meeting", "常务会议研究法治政府建设", "Executive meeting", "error", 4, "coverage", "absent", "", "", "first/5/r"),
    (
        "function.power-list",
        "权责清单",
        "List of powers",
        "warning",
        3,
        "coverage",
        "evidenced",
        "公布权责清单 3,206 项",
        "figure:3,206 项",
        "outline/4/r",
    ),
    (
        "function.certificates",
        "证明事项清理",
        "Certificates",
        "warning",
        2,
        "coverage",
        "evidenced",
        "取消证明事项 41 项",
        "figure:41 项",
        "outline/5/r",
    ),
    (
        "function.cross-region",
        "政务服务跨域通办",
        "Cross-region service",
        "info",
        2,
        "coverage",
        "evidenced",
        "办理跨县通办事项 1,126 件",
        "figure:1,126 件",
        "outline/5/r",
    ),
    (
        "normdoc.review",
        "规范性文件合法性审核",
        "Review of documents",
        "error",
        4,
        "coverage",
        "evidenced",
        "全年制定行政规范性文件 9 件|合法性审核率和备案率均为 100%",
        "figure:9 件|document:《青岚县行政规范性文件管理办法》",
        "normdoc/3/r",
    ),
    ("normdoc.evaluation", "规范性文件后评估", "Evaluation of documents", "info", 1, "coverage", "absent", "", "", "outline/9/r"),
    (
        "decision.catalogue",
        "重大行政决策事项目录",
        "Catalogue of decisions",
        "warning",
        3,
        "coverage",
        "evidenced",
        "县政府公布重大行政决策事项目录 6 项",
        "figure:6 项",
        "outline/11/r decision/3/v",
    ),
    (
        "decision.participation",
        "公众参与",
        "Public participation",
        "warning",
        3,
        "coverage",
        "mentioned",
        "开展公众参与",
        "",
        "decision/14/v",
    ),
    ("decision.expert", "专家论证", "Expert review", "warning", 2, "coverage", "mentioned", "专家论证", "", "decision/19/v"),
    (
        "enforcement.three-systems",
        "行政执法三项制度",
        "Three systems",
        "error",
        4,
        "coverage",
        "mentioned",
        "持续推进行政执法三项制度",
        "",
        "outline/15/v",
    ),
    (
        "enforcement.three-systems.disclosure",
        "行政执法公示制度",
        "Disclosure",
        "warning",
        3,
        "coverage",
        "evidenced",
        "县司法局归集公示行政处罚决定 1,260 条",
        "figure:1,260 条",
        "outline/15/v penalty/39/v",
    ),
    (
        "enforcement.three-systems.recording",
        "执法全过程记录制度",
        "Recording",
        "warning",
        3,
        "coverage",
        "evidenced",
        "全过程记录 842 件",
        "figure:842 件",
        "outline/15/v penalty/47/v",
    ),
    (
        "enforcement.training",
        "执法人员培训",
        "Training",
        "warning",
        2,
        "coverage",
        "evidenced",
        "5 月 16 日举办执法骨干培训班",
        "event:5 月 16 日举办执法骨干培训班|figure:320 人",
        "outline/13/r",
    ),
    ("enforcement.discretion", "行政裁量权基准", "Discretion", "warning", 3, "coverage", "absent", "", "", "outline/15/v"),
    (
        "enforcement.scan-code",
        "涉企检查扫码入企",
        "Scan before inspection",
        "warning",
        2,
        "coverage",
        "planned",
        "推行“扫码入企”",
        "",
        "outline/16/r",
    ),
    ("emergency.plan", "应急预案体系", "Emergency plans", "warning", 3, "coverage", "absent", "", "", "outline/17/r"),
    ("emergency.drill", "应急演练", "Drills", "info", 1, "coverage", "review", "", "", "outline/18/r"),
    (
        "reconsideration.caseload",
        "行政复议受理情况",
        "Reconsideration",
        "warning",
        3,
        "coverage",
        "evidenced",
        "收到行政复议申请 88 件",
        "figure:88 件|figure:81 件",
        "outline/22/r",
    ),
    (
        "litigation.appearance",
        "行政机关负责人出庭应诉",
        "Appearance in court",
        "error",
        4,
        "coverage",
        "evidenced",
        "行政机关负责人应出庭 52 件",
        "figure:52 件",
        "litigation/3/v",
    ),
    (
        "oversight.people-congress",
        "人大、政协监督",
        "People's congress",
        "warning",
        3,
        "coverage",
        "evidenced",
        "办理人大代表建议 64 件",
        "figure:64 件",
        "outline/24/r",
    ),
    ("oversight.inspection", "法治督察", "Inspection", "warning", 3, "coverage", "planned", "开展法治督察", "", "inspection/3/v"),
    (
        "digital.plan",
        "数字法治政府建设规划",
        "Digital plan",
        "warning",
        3,
        "coverage",
        "planned",
        "2025 年将制定数字法治政府建设方案",
        "",
        "outline/29/r",
    ),
    ("digital.sharing", "政务数据有序共享", "Data sharing", "info", 2, "coverage", "absent", "", "", "outline/30/r"),
)

# a report with everything that the kinds beside the duties find stands between （六） and 二
MORE = """（七）持续发力。全县营商环境持续优化，企业满意度明显提升，率先建成“一网通管”体系，实现执法监督全覆盖。
全年调解矛盾纠纷 1,200 件，其中婚姻 400 件、邻里 350 件、劳动 410 件；调解成功 1,164 件，成功率 96.8%。
出台《青岚县合同管理办法》《青岚县听证办法》等 3 个文件，同类投诉下降 41%。
全县执法人员 956 人，持证上岗 956 人，持证率 100%。培训覆盖 956 人。
学习贯彻《中华人民共和国执业医师法》，开展法制宣传 36 场。
一是健全机制。二是压实责任。二是强化保障。
落实《青岚县重大行政决策目录，规范程序。咨询电话 13000000000。
行政复议主渠道作用日益彰显。抽查案卷 300 余份，经费 1.126 亿。""".splitlines()

# id, titles, severity, weight, check, basis
FINDERS: tuple[tuple[str, str, str, str, int, str, str], ...] = (
    ("figures.sum-check", "分项合计", "Parts and total", "warning", 3, "relation", "statistics/6/r"),
    ("figures.percent-recompute", "百分比复算", "Percentage", "warning", 3, "relation", "statistics/6/r"),
    ("figures.list-count", "列举与件数", "List and number", "info", 2, "relation", "statistics/6/r"),
    ("figures.duplicate-indicator", "同一指标前后一致", "One indicator, one value", "warning", 3, "relation", "statistics/6/r"),
    ("figures.unit-date", "数据带单位", "Figures with unit", "warning", 2, "figure", "gb15835/3/r"),
    ("figures.vague", "概数", "Vague quantities", "info", 1, "figure", "gb15835/3/r"),
    ("claims.plain", "成效要有佐证", "Results want evidence", "info", 1, "claim", "inspection/25/v"),
    ("claims.superlative", "首创、率先要有依据", "Firsts want a source", "warning", 2, "claim", "inspection/25/v"),
    ("claims.absolute", "全覆盖要有总数", "Universal claims want a base", "warning", 2, "claim", "inspection/25/v"),
    ("figures.rate-denominator", "比率要有分子分母", "Rates want their base", "warning", 2, "claim", "inspection/25/v"),
    ("basis.doc.superseded", "引用已被替代的文件", "Superseded source", "error", 3, "source", "inspection/25/v"),
    ("basis.term.legacy", "旧称", "Old name", "warning", 2, "term", "outline/32/r"),
    ("format.heading-order", "层次序号", "Numbering", "warning", 2, "numbering", "gb9704/7/r"),
    ("format.punctuation", "标点成对", "Paired marks", "warning", 2, "marks", "gb15834/4/r"),
    ("format.typo", "常见误写", "Common slips", "info", 1, "term", "gb9704/7/r"),
    ("privacy.personal-data", "个人信息", "Personal data", "error", 3, "privacy", "pipl/28/v"),
    ("coherence.achievement-shortcoming", "成效与不足相互照应", "Achievement and shortcoming", "info", 2, "coherence", "inspection/25/v"),
    ("ledger.value", "与台账一致", "Ledger", "warning", 3, "ledger", "statistics/6/r"),
    ("structure.residue", "网页残留", "Residue", "info", 1, "residue", "gb9704/7/r"),
)  # fmt: skip

# rule, kind, verdict, suspicious, parts "words/role/value", calculation
RELATIONS: tuple[tuple[str, str, str, bool, str, str], ...] = (
    ("figures.sum-check", "sum", "inconsistent", False, "1,200 件/total/1200 400 件/part/400 350 件/part/350 410 件/part/410", "400 + 350 + 410 = 1160 ≠ 1200"),
    ("figures.percent-recompute", "percentage", "inconsistent", False, "1,164 件/numerator/1164 1,200 件/denominator/1200 96.8%/rate/96.8", "1164 ÷ 1200 = 97.0% ≠ 96.8%"),
    ("figures.list-count", "count", "cannot-tell", True, "《青岚县合同管理办法》/item/ 《青岚县听证办法》/item/ 3 个/count/3", "列出 2 个，写为 3 个"),
    ("figures.percent-recompute", "percentage", "consistent", False, "持证上岗 956 人/numerator/956 全县执法人员 956 人/denominator/956 持证率 100%/rate/100", "956 ÷ 956 = 100%"),
    ("figures.sum-check", "subset", "consistent", False, "88 件/total/88 81 件/part/81", "81 ≤ 88"),
    ("figures.duplicate-indicator", "duplicate", "consistent", False, "持证上岗 956 人/earlier/956 培训覆盖 956 人/later/956", "956 = 956"),
    ("figures.percent-recompute", "ratio", "cannot-tell", False, "下降 41%/rate/41", "未写明上年数"),
)  # fmt: skip

# rule, kind, support, strength, reason, rank, words
CLAIMS: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("claims.superlative", "superlative", "unsupported", "strong", "no-source", 1, "率先建成“一网通管”体系"),
    ("claims.absolute", "absolute", "unsupported", "strong", "no-base", 2, "实现执法监督全覆盖"),
    ("figures.rate-denominator", "rate", "partial", "strong", "no-former", 3, "同类投诉下降 41%"),
    ("claims.plain", "plain", "unsupported", "weak", "no-evidence", 4, "企业满意度明显提升"),
    ("claims.plain", "plain", "unsupported", "weak", "no-evidence", 5, "全县营商环境持续优化"),
    ("claims.absolute", "absolute", "supported", "weak", "base", 6, "持证率 100%"),
    ("claims.plain", "plain", "supported", "weak", "figure", 7, "深化“一枚印章管审批”"),
)

# rule, status, words, message; severity the rule's own
REMARKS: tuple[tuple[str, str, str, str], ...] = (
    ("figures.sum-check", "inconsistent", "1,200 件，其中婚姻 400 件、邻里 350 件、劳动 410 件", "三个分项相加比合计少 40 件。"),
    ("figures.percent-recompute", "inconsistent", "96.8%", "按文中分子、分母计算，比率与所写不同。"),
    ("figures.list-count", "suspicious", "《青岚县合同管理办法》《青岚县听证办法》等 3 个", "列出的文件比所写件数少。"),
    ("ledger.value", "inconsistent", "36 场", "台账第 4 行为 63 场。"),
    ("figures.unit-date", "found", "1.126 亿", "数字后未写计量单位。"),
    ("figures.vague", "found", "300 余份", "概数，可写明确切数。"),
    ("claims.superlative", "unsupported", "率先建成“一网通管”体系", "“率先”未写明范围和依据。"),
    ("claims.absolute", "unsupported", "实现执法监督全覆盖", "“全覆盖”未写明应监督总数。"),
    ("figures.rate-denominator", "partial", "同类投诉下降 41%", "“下降 41%”未写明上年数。"),
    ("claims.plain", "unsupported", "企业满意度明显提升", "同一条目内未见数据、文件、会议或事例。"),
    ("claims.plain", "unsupported", "全县营商环境持续优化", "同一条目内未见数据、文件、会议或事例。"),
    ("basis.doc.superseded", "found", "《中华人民共和国执业医师法》", "该法 2022 年 3 月 1 日起由《中华人民共和国医师法》替代。"),
    ("basis.term.legacy", "found", "法制宣传", "现称“法治宣传”。"),
    ("format.heading-order", "found", "二是强化保障", "“二是”出现两次，此处似应为“三是”。"),
    ("format.punctuation", "found", "《青岚县重大行政决策目录", "书名号未配对。"),
    ("format.typo", "found", "扫码入企", "请核对写法。"),
    ("privacy.personal-data", "found", "13000000000", "疑为手机号码。"),
    ("coherence.achievement-shortcoming", "suspicious", "行政复议主渠道作用日益彰显", "不足部分写有“负责人出庭应诉实效有待提高”（第 20 行）。"),
    ("structure.residue", "found", "打印本页 关闭窗口", "网页上的工具文字。"),
)  # fmt: skip

DEDUCTIONS = (
    Deduction("basis", "basis.doc.superseded", 1, Fraction(2), 5),
    Deduction("basis", "basis.term.legacy", 1, Fraction(1), 5),
    Deduction("figures", "figures.percent-recompute", 1, Fraction(2), 10),
    Deduction("figures", "figures.rate-denominator", 1, Fraction(2), 10),
    Deduction("figures", "figures.sum-check", 1, Fraction(2), 10),
    Deduction("figures", "figures.unit-date", 1, Fraction(2), 10),
    Deduction("figures", "ledger.value", 1, Fraction(2), 10),
    Deduction("claims", "claims.absolute", 1, Fraction(1, 2), 5),
    Deduction("claims", "claims.superlative", 1, Fraction(1, 2), 5),
    Deduction("form", "format.heading-order", 1, Fraction(1, 2), 5),
    Deduction("form", "format.punctuation", 1, Fraction(1, 2), 5),
    Deduction("form", "privacy.personal-data", 1, Fraction(1), 5),
)
GROUPS = (
    ("basis", "依据引用", "Citations of law", ("basis",), 5, 20, 10, 0),
    ("figures", "数据核对", "Figures", ("figures", "ledger"), 10, 30, 20, 0),
    ("claims", "表述与佐证", "Claims", ("claims", "coherence", "previous"), 5, 10, 5, 0),
    ("form", "文本规范", "Form", ("format", "privacy"), 5, 10, 5, 0),
)

SOURCES = {
    "outline": "法治政府建设实施纲要（2021—2025年）",
    "inspection": "法治政府建设与责任落实督察工作规定",
    "first": "党政主要负责人履行推进法治建设第一责任人职责规定",
    "penalty": "中华人民共和国行政处罚法",
    "decision": "重大行政决策程序暂行条例",
    "normdoc": "关于全面推行行政规范性文件合法性审核机制的指导意见",
    "litigation": "中华人民共和国行政诉讼法",
    "statistics": "中华人民共和国统计法",
    "pipl": "中华人民共和国个人信息保护法",
    "gb9704": "党政机关公文格式",
    "gb15834": "标点符号用法",
    "gb15835": "出版物上数字用法",
}
CREDIT = {"evidenced": Fraction(1), "mentioned": Fraction(3, 5), "planned": Fraction(0), "absent": Fraction(0)}
LOWER = {"error": "warning", "warning": "info", "info": "info"}


def make_rule(id: str, zh: str, en: str, severity: str, weight: int, check: str, bases: str, requires: str = "") -> Rule:
    basis = []
    for each in bases.split():
        source, number, mark = each.split("/")
        text = "verified" if mark == "v" else "recalled"
        basis.append(Basis(source, number if source == "outline" else "", "" if source == "outline" else number, text))
    return Rule(
        id, zh, en, "core", "stable", "", tuple(basis), (), (None, None), (), (), severity, weight, check, {},
        f"建议补充{zh}的数据、文件或事例，写明口径。", f"Add figures, documents or cases on: {en}.", "", "", requires,
    )  # fmt: skip


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    dimensions = tuple(Dimension(*row) for row in DIMENSIONS)
    grades = (
        Grade("complete", "内容完备", "Content complete", 80),
        Grade("mostly", "较完备", "Mostly complete", 55),
        Grade("needs", "需补充", "Needs additions", 0),
    )
    scheme = Weighting("default", "通用", "General", (), dimensions, grades, {}, tuple(Group(*row) for row in GROUPS))
    sources = {key: Source(key, name, (), "", "law", "", "", "", "verified", {}) for key, name in SOURCES.items()}
    rules = tuple(
        make_rule(row[0], row[1], row[2], row[3], row[4], row[5], row[9], "enforcement.three-systems" if "systems." in row[0] else "")
        for row in RULES
    )
    rules += tuple(make_rule(*row) for row in FINDERS)
    return Rulebook(rules, {}, sources, {"default": scheme}, (), "2025.1", "ab" * 32)


def _document(path: str, ending: str, more: Sequence[str] = ()) -> Document:
    below = PARAGRAPHS.index("二、存在的不足")
    paragraphs = [*PARAGRAPHS[:below], *more, *PARAGRAPHS[below:]]
    text = ending.join(paragraphs) + ending
    blocks, residue, at = [], [], 0
    for number, paragraph in enumerate(paragraphs):
        end = at + len(paragraph)
        if number in (0, len(paragraphs) - 1):
            residue.append(Residue(at, end, "breadcrumb" if number == 0 else "tool"))
        else:
            blocks.append(Block("paragraph", at, end))
        at = end + len(ending)
    receipt = Receipt(len(text), len(blocks), tuple(residue), ("页脚",))
    return Document(path, "txt", "cd" * 32, text, tuple(blocks), fold(text, tuple(blocks)), receipt)


def _passages(document: Document, quotes: str, proofs: str, role: str) -> tuple[Passage, ...]:
    made = []
    for number, quote in enumerate(filter(None, quotes.split("|"))):
        start = document.text.index(quote)
        line_end = document.text.index("\n", start)
        evidence = []
        for proof in filter(None, proofs.split("|")) if number == 0 else ():
            kind, _, words = proof.partition(":")
            at = document.text.index(words, document.text.rindex("\n", 0, start) + 1, line_end)
            evidence.append(Evidence(kind, at, at + len(words)))
        made.append(Passage(start, start + len(quote), role, tuple(evidence)))
    return tuple(made)


def _verdicts(document: Document, rulebook: Rulebook) -> tuple[Verdict, ...]:
    verdicts = []
    for row, rule in zip(RULES, rulebook.rules, strict=False):  # the rules of FINDERS follow
        status = row[6]
        role = "plan" if status == "planned" else "achievements"
        reason = {"absent": "none", "planned": "plan-only", "review": "trait-unknown", "mentioned": "no-evidence"}.get(status, "")
        nearest = _passages(document, "规范性文件后评估尚未开展", "", "negated")[0] if rule.id == "normdoc.evaluation" else None
        verdicts.append(Verdict(rule, status, reason, _passages(document, row[7], row[8], role), nearest, rule.weight))
    return tuple(verdicts)


def _scorecard(verdicts: tuple[Verdict, ...], rulebook: Rulebook, waived: Fraction) -> Scorecard:
    """The contract's formula, rows by largest remainder."""
    total_weight = sum(v.weight for v in verdicts if v.status in CREDIT)
    unit = Fraction(100, total_weight)
    scores: dict[str, ObligationScore] = {}
    exact: dict[str, list[Fraction]] = {}
    counts: dict[str, list[int]] = {}
    for verdict in verdicts:
        home = next(d.id for d in rulebook.weightings["default"].dimensions if verdict.rule.id.split(".")[0] in d.prefixes)
        sums, count = exact.setdefault(home, [Fraction(0), Fraction(0)]), counts.setdefault(home, [0, 0])
        if verdict.status not in CREDIT:
            count[1] += 1
            continue
        count[0] += 1
        points = unit * verdict.weight * CREDIT[verdict.status]
        scores[verdict.rule.id] = ObligationScore(points, unit * verdict.weight - points)
        sums[0] += points
        sums[1] += unit * verdict.weight

    def apportioned(column: int) -> dict[str, Fraction]:
        tenths = {id: row[column] * 10 for id, row in exact.items()}
        whole = {id: floor(value) for id, value in tenths.items()}
        left = floor(sum(tenths.values()) + Fraction(1, 2)) - sum(whole.values())
        for id in sorted(tenths, key=lambda each: (whole[each] - tenths[each], each))[:left]:
            whole[id] += 1
        return {id: Fraction(value, 10) for id, value in whole.items()}

    earned, maxima = apportioned(0), apportioned(1)
    rows = tuple(
        DimensionScore(d.id, d.title_zh, d.title_en, maxima[d.id], earned[d.id], *counts[d.id])
        for d in rulebook.weightings["default"].dimensions
        if d.id in exact
    )
    gains = sorted(((s.gain, id) for id, s in scores.items() if s.gain), key=lambda pair: (-pair[0], pair[1]))
    total = sum((row[0] for row in exact.values()), Fraction(0))
    grade = "complete" if total >= 80 else "mostly" if total >= 55 else "needs"
    return Scorecard(total, total + waived, grade, rows, (), tuple(Gain(id, gain, "补充佐证") for gain, id in gains), scores)


def _findings(document: Document, verdicts: tuple[Verdict, ...]) -> tuple[Finding, ...]:
    findings = []
    for rank, verdict in enumerate((v for v in verdicts if v.status in ("mentioned", "planned", "absent", "review")), 1):
        rule, first = verdict.rule, verdict.passages[0] if verdict.passages else None
        severity = {"mentioned": LOWER[rule.severity], "review": "info"}.get(verdict.status, rule.severity)
        message = {"mentioned": "提到了，未见佐证。", "planned": "只见于下年安排。", "absent": "未检出。", "review": "需人工复核。"}[
            verdict.status
        ]
        span = (first.start, first.end) if first else None
        if rule.id == "enforcement.discretion":  # something absent stands under the heading where it belongs
            start = document.text.index("一、主要举措和成效")
            span = (start, start + 9)
        findings.append(
            Finding(
                rule.id, rule.check, verdict.status, severity, rule.title_zh + message, rule.advice_zh, "",
                span[0] if span else None, span[1] if span else None, None, None,
                document.text[span[0] : span[1]] if span else "", "一（四）" if first else "", rank, f"{rank:016x}",
                "由县档案馆统一报送" if rule.id == "digital.sharing" else None,
            )
        )  # fmt: skip
    return tuple(findings)


ReportMaker = Callable[..., Report]


@pytest.fixture(scope="session")
def make_report(rulebook: Rulebook) -> ReportMaker:
    """report(path, name, statuses={rule id: other status}, scored=True, ending="\\n", more=paragraphs of the results part)."""

    def make(
        path: str = "青岚县2024年法治政府建设年度报告.txt",
        name: str = "青岚县人民政府",
        statuses: dict[str, str] | None = None,
        scored: bool = True,
        ending: str = "\n",
        more: Sequence[str] = (),
    ) -> Report:
        document = _document(path, ending, more)
        verdicts = tuple(v._replace(status=(statuses or {}).get(v.rule.id, v.status)) for v in _verdicts(document, rulebook))
        view = document.view.text
        headings = ["一、主要举措和成效", "二、存在的不足", "三、下一年度工作安排"]
        starts = [view.index(h) for h in headings] + [len(view)]
        roles = (("achievements",), ("shortcomings", "causes"), ("plan",))
        sections = tuple(
            Section(role, starts[at], starts[at + 1], starts[at], starts[at] + len(headings[at]), 1, "heading")
            for at, role in enumerate(roles)
        )
        year_at = document.text.index("2024")
        profile = Profile(
            (Issuer(name, "government"),), "county", frozenset({"enforces", "litigates"}), frozenset({"enforces", "litigates"}), 2024,
            "outline", "2025-02-20", None, None, "青岚县2024年法治政府建设年度报告", None, "青岚县",
            {"year": Sourced(2024, "title", year_at, year_at + 4), "level": Sourced("county", "option", None, None)},
        )  # fmt: skip
        score = _scorecard(verdicts, rulebook, Fraction(3, 2)) if scored else None
        unscored = "" if scored else "有 1 页未能读取"
        if not scored:
            document.receipt = document.receipt._replace(unread=("第 3 页无文字层",))
        outline = Outline(sections, (), (), (), (), None, None)
        return Report(
            document, "published", Genre("annual-report", "title"), profile, outline, verdicts,
            _findings(document, verdicts), score, unscored, ("2026 年度起的纲要尚未公布，按 2021—2025 年纲要检查。",),
        )  # fmt: skip

    return make


def _relations(text: str) -> tuple[Relation, ...]:
    made = []
    for rule, kind, verdict, suspicious, parts, calculation in RELATIONS:
        # the words of a part may hold a space: what follows the last two strokes opens the next
        spans = []
        for words, role, value in re.findall(r"(.+?)/([a-z]+)/([\d.]*)(?:\s|$)", parts):
            at = text.index(words)
            spans.append(Part(at, at + len(words), value or None, role))
        made.append(Relation(kind, verdict, suspicious, tuple(spans), calculation, rule))
    return tuple(made)


def _claims(text: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(text.index(words), text.index(words) + len(words), kind, support, strength, reason, rule, rank)
        for rule, kind, support, strength, reason, rank, words in CLAIMS
    )


def _remarked(text: str, rulebook: Rulebook, after: int) -> tuple[Finding, ...]:
    rules = {rule.id: rule for rule in rulebook.rules}
    graver = sorted(REMARKS, key=lambda row: ("error", "warning", "info").index(rules[row[0]].severity))
    findings = []
    for rank, (id, status, words, message) in enumerate(graver, after + 1):
        rule, start = rules[id], text.index(words)
        findings.append(
            Finding(
                id, rule.check, status, rule.severity, message, rule.advice_zh, "", start, start + len(words), None, None, words,
                "一（七）", rank, f"{rank:016x}",
            )
        )  # fmt: skip
    return tuple(findings)


@pytest.fixture(scope="session")
def make_whole(make_report: ReportMaker, rulebook: Rulebook) -> ReportMaker:
    """As make_report, with relations, claims, remarks and deductions of every kind."""

    def make(**changes: Any) -> Report:
        report = make_report(**({"more": MORE} | changes))
        text = report.document.text
        findings = report.findings + _remarked(text, rulebook, len(report.findings))
        score = report.score
        if score is not None:
            loss = sum((d.points for d in DEDUCTIONS), Fraction(0))
            score = score._replace(total=score.total - loss, total_with_waivers=score.total_with_waivers - loss, deductions=DEDUCTIONS)
        return report._replace(findings=findings, relations=_relations(text), claims=_claims(text), score=score)

    return make


@pytest.fixture(scope="session")
def whole(make_whole: ReportMaker, run_of: "RUN_OF") -> Run:
    """One scored report in which every kind has found something."""
    return run_of(make_whole())


RUN_OF = Callable[..., Run]


@pytest.fixture(scope="session")
def run_of() -> RUN_OF:
    def make(*reports: Report, errors: tuple[Problem, ...] = (), skipped: tuple[Problem, ...] = ()) -> Run:
        chosen = {"profile": "default", "pack": "core", "version": "2025.1", "sha256": "ab" * 32}
        return Run(tuple(reports), errors, skipped, "2025-03-10", chosen, "zh")

    return make


@pytest.fixture(scope="session")
def one(make_report: ReportMaker, run_of: RUN_OF) -> Run:
    """One scored report."""
    return run_of(make_report())


@pytest.fixture(scope="session")
def many(make_report: ReportMaker, run_of: RUN_OF) -> Run:
    """Three reports, the middle one best, the last unscored; one error and one file passed over."""
    better = dict.fromkeys(("leadership.study", "leadership.meeting", "enforcement.discretion", "emergency.plan"), "evidenced")
    return run_of(
        make_report(),
        make_report("柳溪镇.txt", "柳溪镇人民政府", statuses=better),
        make_report("白石县.txt", "白石县人民政府", scored=False),
        errors=(Problem("云泽市.pdf", "no-text-layer", "扫描件，请先识别文字。"),),
        skipped=(Problem("通知.txt", "not-a-report", "标题和正文都不像年度报告。"),),
    )
