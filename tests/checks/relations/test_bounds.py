"""Stages, due and done, yearly and cumulative, pools, products."""

import pytest


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("收到复议申请7宗，受理6宗，已审结5宗。", "consistent", "7≥6≥5"),
        ("收到行政复议申请18件，情况平稳；审结行政复议案件15件。", "consistent", "18≥15"),
        ("收到复议申请46件，受理41件，审结49件。", "suspicious", "49＞41"),
        ("应出庭39件，实际出庭39件。", "consistent", "39≤39"),
        ("行政机关负责人应出庭18件，实际出庭22件。", "inconsistent", "22＞18"),
        ("调解纠纷900件，调解成功982件。", "inconsistent", "982＞900"),
        ("发现问题61个，整改完成59个。", "consistent", "59≤61"),
        ("组织全县86名执法人员开展培训。持证执法人员72名。", "suspicious", "86名＞72名"),
        ("持证执法人员45人。组织全县50余名执法人员参加线上培训。", "suspicious", "50余名＞45人"),
        ("窗口全年受理办件810件，试运行至今累计受理办件2665件。", "consistent", "年度810≤累计2665"),
        ("窗口全年受理办件810件，试运行至今累计受理办件665件。", "inconsistent", "累计665＜年度810"),
    ],
)
def test_bounds(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("subset", verdict, calculation) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "收到复议申请46件，受理41件（含上年结转10件），审结49件。",
        "收到人大代表建议168件，收到政协提案244件。",
        "收到复议申请8件，受理仲裁案件90件。",
        "人民调解成功20件、行政调解成功30件。",
        "组织全县260名执法人员参加培训。持证执法人员320名。",
        "全年受理办件810件，今年以来累计受理办件665件。",
        "培训执法人员1260人次。持证执法人员320名。",
        "受理率95%，审结率98%。",
        "应出庭30余件，实际出庭40件。",
        "应出庭3-5件，出庭6件。",
        "调解纠纷3万件，调解成功2.9万件。",
        "审结案件9件，办结事项20件。",
        "窗口全年受理办件810件，试运行至今累计发放证照665本。",
        "计划新建站点12个，累计建成9个。",
        "新建站点2个，累计建成9个。",
        "上年结转督办事项5项，督办66项，办结71项。",
        "窗口全年受理办件810余件，试运行至今累计受理办件665件。",
        "试运行至今累计受理办件665件。",
        "持证执法人员320名。组织全县执法人员参加培训。",
        "收到复议申请18件，受理15件。收到诉讼案件20件。",
    ],
)
def test_bounds_that_accuse_nobody(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[1] in ("inconsistent", "suspicious")]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("组建7个执法队各核定编制5名，共35名。", "consistent", "7×5=35，与35一致"),
        ("组建7个执法队各核定编制5名，共计36名。", "inconsistent", "7×5=35≠36"),
        ("每村培育3名，全县156个村共468名。", "consistent", "3×156=468，与468一致"),
        ("每村培育3名，全县156个村共486名。", "inconsistent", "3×156=468≠486"),
    ],
)
def test_products(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("product", verdict, calculation) in said(text)


@pytest.mark.parametrize("text", ["组建7个执法队各核定编制5名，下沉干部35名。", "承办省、市建议各3件、提案2件，共9件。", "设立30余个站点各2名，共60名。"])
def test_no_product(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[0] == "product"]


def test_repeats(said) -> None:  # type: ignore[no-untyped-def]
    assert ("duplicate", "consistent", "17=17=17") in said("收到申请17件，陪同办事17次，解决问题17个。")
    assert ("duplicate", "consistent", "641=641") in said("法律援助覆盖执法人员641名。", "对执法人员641名开展轮训。")
    differs = said("全年制定行政规范性文件6件。", "全年制定行政规范性文件9件。")
    assert ("duplicate", "inconsistent", "制定行政规范性文件：6≠9") in differs


@pytest.mark.parametrize(
    "items",
    [
        ("县政府制定行政规范性文件6件。", "全县制定行政规范性文件9件。"),  # two scopes
        ("2022年制定行政规范性文件6件。", "制定行政规范性文件9件。"),  # two years
        ("制定行政规范性文件6件。", "制定行政规范性文件近9件。"),
        ("召开会议6次。", "召开会议9次。"),  # two series of meetings
        ("制定行政规范性文件6件，后续制定行政规范性文件9件。",),
        ("每村培养法律明白人5名。", "共有法律明白人70名。"),
    ],
)
def test_repeats_that_accuse_nobody(said, items: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(*items) if r[1] == "inconsistent"]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("新建村级工作室17个，累计建成12个。", "inconsistent", "累计12＜年度17"),
        ("发放经营许可证1630张，启动以来累计发放1580张。", "inconsistent", "累计1580＜年度1630"),
        ("窗口办件23.6万件，运行以来累计办件21.9万件。", "inconsistent", "累计219000＜年度236000"),
        ("应审核决定73件，实际审核74件。", "inconsistent", "74＞73"),
        ("对草案提出意见46条，采纳57条。", "inconsistent", "57＞46"),
        ("督办66项，办结71项。", "suspicious", "71＞66"),
        ("开庭审理61件，负责人出庭63件。", "suspicious", "63＞61"),
    ],
)
def test_parts_beside_their_whole(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("subset", verdict, calculation) in said(text)
