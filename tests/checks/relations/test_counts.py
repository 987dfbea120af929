"""Lists against the number said of them, and names that state a number."""

import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("出台《甲办法》《乙办法》等2件规范性文件。", "count"),
        ("对《甲细则（试行）》《乙办法》和《丙通告》等3件规范性文件开展审查。", "count"),
        ("制定《甲办法》（青政发〔2024〕5号）、《乙办法》2件规章。", "count"),
        ("卫生健康、农业农村、文化旅游等3个部门公布基准。", "count"),
        ("住房和城乡建设、人力资源和社会保障、教育等3个部门公布基准。", "count"),
        ("公安、城管和交通3个部门联合执法。", "count"),
        ("在城关镇、柳溪镇新建法治广场2处。", "count"),
        ("整合市场监管、生态环境、文化旅游3支执法队伍。", "count"),
        ("扶持4个示范点（城关、柳溪、石桥、双河）。", "count"),
        ("修订3件规范性文件（《甲办法》《乙办法》《丙办法》）。", "count"),
        ("信箱和热线分别受理来信60封、诉求80条。", "count"),
        ("推行公示、全过程记录、法制审核“三项制度”。", "name-count"),
        ("健全县、乡、村三级网络。", "name-count"),
        ("县乡村三级法律顾问全覆盖。", "name-count"),
        ("全市县乡三级平台互通。", "name-count"),
        ("州、县两级市场监管、生态环境保护、文化市场、交通运输、农业等五个领域队伍整合到位。", "name-count"),
        ("“管理、执法、服务”三位一体。", "name-count"),
        ("营商环境优化、政策落实和企业获得感提升三大行动。", "name-count"),
        ("“互联网+监管”“双随机、一公开”、信用监管两大机制。", "name-count"),
        ("落实“三项制度”。推行行政执法公示，加强全过程记录，强化法制审核。", "name-count"),
        ("推进“四所一庭”联动，5个司法所、1个律师事务所、1个法律服务所、5个派出所、2个人民法庭已全部参与。", "name-count"),
        ("围绕诚信“七进”，开展诚信建设进机关、进大厅、进校园、进企业、进市场、进社区、进村屯等活动。", "name-count"),
        ("做好以下三方面工作：一是强化统筹，二是健全制度，三是抓好落实。", "name-count"),
        ("法律进机关、进乡村、进社区、进学校、进企业“五进”活动有序开展。", "name-count"),
    ],
)
def test_lists_that_hold(said, text: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert (kind, "consistent") in [r[:2] for r in said(text)]
    assert not [r for r in said(text) if r[1] in ("inconsistent", "suspicious")]


@pytest.mark.parametrize(
    "text",
    [
        "修订《甲办法》《乙办法》《丙办法》等2件规章。",
        "制定《甲规则》《乙办法》3件规范性文件。",
        "公安、交通、城管、应急、水利等4个部门联合执法。",
        "整合市场监管、生态环境、文化旅游、交通运输5支执法队伍。",
        "修订3件规范性文件（《甲办法》《乙办法》）。",
    ],
)
def test_lists_that_do_not(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert ("count", "inconsistent") in [r[:2] for r in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "审查《甲办法》《乙办法》等3件文件。",
        "公安、司法、教育、民政、水利等6个部门联合执法。",
        "推行行政执法公示、全过程记录“三项制度”。",
        "编制不予处罚、从轻处罚、减轻处罚“四张清单”。",
        "做好以下四项工作：一是强化统筹，二是健全制度，三是抓好落实。",
        "做好以下两项工作：一是强化统筹，二是健全制度，三是抓好落实，一是总结经验。",
        "落实不予处罚、从轻处罚、减轻处罚、不予强制、轻微免罚等“四张清单”。",
        "“三项制度”落地，公示、全过程记录落实到位。",
        "落实“三书一函”，制发司法建议书、检察建议书、行政复议意见书。",
        "健全县、乡三级网络。",
        "州县乡村三级平台互通。",
        "抓好政策落实、企业服务三大行动。",
        "甲类整治、乙类整治3个专项整治有序开展。",
    ],
)
def test_lists_worth_a_question(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert "suspicious" in [r[1] for r in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "印发《甲基准》等6件规范性文件。",
        "做好以下四项工作：一是强化统筹，二是健全制度，四是抓好落实。",
        "做好以下四项工作：一是强化统筹。",
        "落实《行政执法三项制度实施方案》，公示、全过程记录到位。",
        "公安、城管、市监、交通、应急、水利、林业、民政等3个部门参加。",
        "甲类、乙类、丙类、丁类9个指标。",
        "甲地的、乙地的、丙地的4个指标。",
        "“三书一函”制度落实，意见书、建议书、决定书、告知书、提醒函送达。",
        "学习《甲法》《乙法》《丙法》2次。",
        "落实《甲方案》《乙方案》5项要求。",
        "数据目录、数据共享等8个模块投入运行。",
        "强化统筹、聚焦三大任务。",
        "推进放管服改革、行政执法三项制度。",
        "公安、城管、市监12名干部下沉。",
        "选派政治素质高、业务能力强的15名干部。",
        "城区、乡镇28个部门参加。",
        "长胜乡、中山和北山街道作为试点各承接5项赋权事项。",
        "民事案件1件、行政案件2件。",
        "调解及和解2件。",
        "建成区、街、社区三级中心。",
        "建立镇街、网格、村居三级机制。",
        "公安、交通、城管等部门4个单位参加。",
        "推行“三书一函”，印发意见书23份、决定书5份、提醒函28份。",
        "社区民警、调解员、网格员“三员联调”，选聘台胞调解员5名、台胞陪审员7名。",
        "区司法局、区公安局联合印发《关于建立“四所一庭”机制的通知》。",
        "12个镇（街道、园区）完成改革。",
        "5个部门（含2个省属单位）参与。",
        "刑事警情、死亡人数同比分别下降8.3%、11.1%。",
        "开展法律“八进”，进机关、进乡村等宣传56场。",
    ],
)
def test_lists_that_accuse_nobody(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[1] in ("inconsistent", "suspicious")]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("制定规章3件，即《青岚县甲办法》、《青岚县乙办法》。", "inconsistent", "列举2项＜3"),
        ("梳理事项4项，即甲类备案、乙类备案、丙类备案。", "inconsistent", "列举3项＜4"),
        ("公布“四张清单”，即不予处罚清单、从轻处罚清单、免予强制清单。", "inconsistent", "列举3项＜4"),
        ("落实“三项制度”。公示制度、全过程记录制度、法制审核制度、回访制度均已施行。", "suspicious", "列举4项＞3"),
    ],
)
def test_lists_behind_their_number(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert (verdict, calculation) in [r[1:] for r in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "公布“四张清单”，即不予处罚清单、从轻处罚清单等。",
        "公布“四张清单”，即不予处罚清单、从轻处罚清单，以及另行公布的免予强制清单。",
        "梳理事项4项，即甲类备案、乙类备案及丙类备案。",
        "制定规章3件，即《青岚县甲办法》、《青岚县乙办法》，以及一件修正案。",
    ],
)
def test_lists_that_go_on(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[1] == "inconsistent"]
