"""Percentages, ratios and changes against the figures they are made of."""

import pytest


@pytest.mark.parametrize(
    ("text", "calculation"),
    [
        ("受理纠纷612件，调解成功598件，成功率97.7%。", "598÷612=97.71%，与97.7%一致"),
        ("取消各类证明258项，保留5项，取消比例为98%。", "258÷(258+5)=98.1%，与98%一致"),
        ("收到申请18件，其中案前撤回2件，案前调解率为11.11%。", "2÷18=11.11%，与11.11%一致"),
        ("应出庭案件40件，出庭38件，出庭率95%。", "38÷40=95%，与95%一致"),
        ("持证执法人员4216名，其中法制审核人员283名，占6.7%。", "283÷4216=6.71%，与6.7%一致"),
        ("政务服务事项1202项进驻平台。网上可办事项1202项，网上可办率100%。", "1202÷1202=100%，与100%一致"),
        ("全县165个村中，示范村12个，占7.3%。", "12÷165=7.27%，与7.3%一致"),
        ("检查场所800家，其中整改2家，占0.3%。", "2÷800=0.25%，与0.3%一致"),
        ("涉企检查由上年的5280次减少到4136次，下降21.7%。", "由5280到4136，变动21.67%，与21.7%一致"),
        ("现有公职律师56人，较上年增加12人，增长27.3%。", "由44到56，变动27.27%，与27.3%一致"),
        ("出庭38件，应出庭40件，出庭率95%。", "38÷40=95%，与95%一致"),
        ("应出庭案件40件，出庭38件，其中正职出庭12件，出庭率95%。", "38÷40=95%，与95%一致"),
        ("实施检查3120户次，比2023年的3860户次下降19.2%。", "由3860到3120，变动19.17%，与19.2%一致"),
        ("败诉率6.7%，较上年的10.5%下降3.8个百分点。", "由10.5%到6.7%，相差3.8个百分点，与3.8个百分点一致"),
        ("出庭率由82.5%提高到91%，提高8.5个百分点。", "由82.5%到91%，相差8.5个百分点，与8.5个百分点一致"),
    ],
)
def test_rates_that_hold(said, text: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("percentage", "consistent", calculation) in said(text)


@pytest.mark.parametrize(
    ("text", "calculation"),
    [
        ("受理纠纷612件，调解成功598件，成功率98.7%。", "598÷612=97.71%，应为97.7%，文中为98.7%"),
        ("应出庭12件，出庭8件，出庭率66%。", "8÷12=66.67%，四舍五入为67%，文中66%系截尾"),
        ("取消各类证明258项，保留5项，取消比例为92%。", "258÷(258+5)=98.1%，应为98%，文中为92%"),
        ("持证执法人员426名，其中法制审核人员34名，占9.6%。", "34÷426=7.98%，应为8%，文中为9.6%"),
        ("审结55件，其中驳回诉讼请求29件、判决败诉6件，败诉率12.9%。", "6÷55=10.91%，应为10.9%，文中为12.9%"),
        ("许可事项由298项精简至263项，精简13.7%。", "由298到263，变动11.74%，文中为13.7%"),
        ("应出庭案件40件，出庭38件，其中正职出庭12件，出庭率92%。", "38÷40=95%，应为95%，文中为92%"),
        ("网上可办事项1842项，网上可办1917项，网上可办率98.6%。检查3120户次，比2023年的3860户次下降29.2%。", "由3860到3120，变动19.17%，文中为29.2%"),
        ("败诉率6.7%，较上年的10.5%下降4.1个百分点。", "由10.5%到6.7%，相差3.8个百分点，文中为4.1个百分点"),
        ("出庭率由82.5%提高到79%，提高3.5个百分点。", "由82.5%到79%，相差-3.5个百分点，文中为3.5个百分点"),
        ("服务时间由30天缩短至20天，缩短33.3%。政务事项网办率108%。", "108%＞100%"),
    ],
)
def test_rates_that_do_not(said, text: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("percentage", "inconsistent", calculation) in said(text)


@pytest.mark.parametrize(
    ("text", "calculation"),
    [
        # another base gives the rate, or the base stands a sentence before
        ("审结案件48件，直接纠错26件，纠错率12.5%，受理案件共208件。", "26÷48=54.17%，与12.5%相去较远"),
        ("公布许可事项263项；网上可办258项，占96.1%。", "258÷263=98.1%，与96.1%相去较远"),
        ("209件全部办复，代表表示满意的248件，占99.5%。", "248÷209=118.66%，与99.5%相去较远"),
    ],
)
def test_rates_worth_a_question(said, text: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("percentage", "suspicious", calculation) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "出庭率由82.5%提高到91.1%，提高8.7个百分点。",  # each rate rounded before it was printed
        "出庭率91%，满意率82.5%，提高3个百分点。",  # no word says that one was the other before
        "受理率约90%，较上年的80%提高12个百分点。",
        "一审败诉率6.7%，较上年的受理量下降4.1个百分点。",
    ],
)
def test_points_that_rounding_or_words_leave_open_are_not_told(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [one for one in said(text) if "个百分点" in one[2]]


@pytest.mark.parametrize(
    "text",
    [
        "受理诉求1146件，办结1100件，按期办结率98.6%。",
        "检查企业由近30家增加到60家，增长90%。",
        "由县级30件、乡级40件组成，增长25%。",
        "检查企业30家，较上年增加5件，增长90%。",
        "检查企业30家，较上年增加40家，增长90%。",
        "案件由30件增加到45件，既增长又下降50%。",
        "受理申请50件。应出庭案件0件，出庭0件，出庭率95%。",
        "审结案件近300件，纠错26件，纠错率12.5%。",
        "收到申请402件，受理355件，审结331件，调解和解98件，综合纠错率11.2%。",
        "审结1655件，综合纠错率11.3%，以调解和解方式结案占比31%。",
        "制定抽查计划96个，抽取检查对象1824户，跨部门抽查比例达37%。",
        "化解争议35件，其中诉前化解12件、诉中化解23件，实质性化解率达46%。",
        "整合1支综合队伍和5支专业队伍，县级综合执法事项占全部执法事项的比重达63.8%。",
        "办理建议213件、提案187件，所提问题已经解决的占94%。",
        "实施检查3120户次，比2023年的3860户次下降19.2%，其中联合检查占19.6%。",
        "行政诉讼案件133件，同比下降18.4%，一审败诉率6.8%。",
        "镇级综合执法案件办结2214件，占全市行政处罚案件总数的27%。",
        "抽查任务215项，其中跨部门任务89项，占比由上年的28%提高到46%。",
        "办理首违不罚案件230件，占行政处罚案件总数的15%。",
        "平安创建达标率达80%以上，受理案件50件。",
        "审结行政复议申请135件，其中纠错29件，纠错率约19.2%。",
        "完成任务120项，完成率120%，超额推进。",
        "案卷评查优秀率较上年提升5.6个百分点，达到86.5%。",
        "全年成交163宗，溢价率6.3%。",
        "县长先后出庭4次，其他负责人出庭应诉25件，全县负责人出庭率96.7%。",
    ],
)
def test_rates_that_accuse_nobody(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[1] in ("inconsistent", "suspicious")]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("收到复议申请92件，同期诉讼案件40件，复议与诉讼之比为2.3∶1。", "consistent", "92÷40=2.3，与2.3一致"),
        ("收到复议申请92件，同期诉讼案件40件，复议与诉讼之比为2.4∶1。", "inconsistent", "92÷40=2.3，文中为2.4"),
        ("收到复议申请92件，同期诉讼案件40件，复议与诉讼之比约为4.5∶1。", "suspicious", "92÷40=2.3，与4.5不符"),
        ("复议收案234件，是诉讼案件90件的2.6倍。", "consistent", "234÷90=2.6，与2.6一致"),
        ("复议收案234件，是诉讼案件90件的3.6倍。", "inconsistent", "234÷90=2.6，文中为3.6"),
    ],
)
def test_ratios(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("ratio", verdict, calculation) in said(text)


@pytest.mark.parametrize("text", ["复议与诉讼案件比为2.1∶1。", "窗口开放时间9∶30。", "复议收案量是诉讼案件量的1.8倍。", "机构比例为2∶3，共5个。", "收到申请9件，是5天的2倍。", "办结9件，占目标的3倍。", "复议9件与诉讼3件，复议与信访之比为3∶1。"])
def test_no_ratio(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[0] == "ratio"]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("行政复议调解结案66件，调解率20.4%。强化行政复议监督，纠正不当行为88件，纠错率27.2%。", "consistent", "66÷20.4%得323—324，88÷27.2%得323—324，共同基数为323—324"),
        ("强化行政复议监督，直接纠错3件，纠错率13.9%。", "inconsistent", "3÷13.9%得不出整数基数"),
        ("行政复议案前和解60件，和解率18.1%。行政复议直接纠错75件，纠错率24.9%。", "suspicious", "60÷18.1%得331—332，75÷24.9%得301，无共同的整数基数"),
        ("执法资格考试参考40人，合格率97.3%。", "suspicious", "38÷40=95%，39÷40=97.5%，任何整数均得不出97.3%"),
    ],
)
def test_implied_bases(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("implied-base", verdict, calculation) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "行政复议和解60件，和解率18.1%。人民调解成功75件，成功率24.9%。",  # two subjects
        "行政复议和解60件，和解率18.1%。行政复议纠错15件，纠错率24.9%。",  # bases far apart
        "行政复议和解3件，和解率18%。行政复议纠错5件，纠错率25%。",  # too wide to say anything
        "执法资格考试参考400人，合格率97.3%。",
        "参考40人，合格率97.5%。",
        "参考40人，缺考2人，合格率97.3%。",
        "抽查食品40批次，合格率97.3%。",
        "行政复议和解66余件，和解率20.4%。行政复议纠错88件，纠错率27.2%。",
        "行政复议和解66件，群众满意率20.4%。行政复议纠错88件，纠错率27.2%。",
    ],
)
def test_no_implied_base(said, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said(text) if r[0] == "implied-base" and r[1] != "consistent"]


@pytest.mark.parametrize(
    ("text", "verdict", "calculation"),
    [
        ("调解成功1918件，占总数1962件的97.8%。", "consistent", "1918÷1962=97.76%，与97.8%一致"),
        ("调解成功1918件，占总数1962件的90.5%。", "inconsistent", "1918÷1962=97.76%，应为97.8%，文中为90.5%"),
        ("调解成功1918件，占总数1962件的97.7%。", "inconsistent", "1918÷1962=97.76%，四舍五入为97.8%，文中97.7%系截尾"),
        ("审结复议案件57件；直接纠错5件，占审结件数的9.9%。", "inconsistent", "5÷57=8.77%，应为8.8%，文中为9.9%"),
        ("督查事项1126项、已进驻1098项，进驻率98.2%。", "inconsistent", "1098÷1126=97.51%，应为97.5%，文中为98.2%"),
    ],
)
def test_bases_that_are_named(said, text: str, verdict: str, calculation: str) -> None:  # type: ignore[no-untyped-def]
    assert ("percentage", verdict, calculation) in said(text)


def test_points_are_no_growth(said) -> None:  # type: ignore[no-untyped-def]
    assert not [r for r in said("优良率由31.2%提高到33.8%，提高2.6%。") if r[1] == "inconsistent"]


def test_two_named_bases_leave_the_share_open(said) -> None:  # type: ignore[no-untyped-def]
    text = "审结复议案件57件；审结仲裁案件90件；直接纠错5件，占审结件数的9.9%。"
    assert not [r for r in said(text) if r[1] == "inconsistent"]
