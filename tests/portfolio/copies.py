"""Invented paragraphs to be copied, and short reports made of given paragraphs."""

ONE = "在乡镇设立行政争议调解室，由司法所、派出所和村级调解员轮流值守，当事人可以就近申请调解，达成协议后由法院在线确认，全年共调解邻里、征地、劳务等争议87件。"
TWO = "把执法车辆、记录仪和检测设备统一编号，建立领用台账，外出执法前由中队长逐项核对，归队后两小时内上传影像，保存期限不少于三年，年底抽查影像资料210份。"
OTHER = "改造县级档案库房，配齐恒温恒湿和自动灭火设备，组织各单位集中移交到期档案，新增数字化扫描工位，方便群众凭身份证查阅婚姻、土地和学籍材料共5300卷次。"


def report(unit: str, year: int, paragraphs: list[str], opening: str = "") -> str:
    """A report with these paragraphs among its results."""
    body = "\n\n".join(paragraphs)
    return (
        f"{unit}{year}年法治政府建设年度报告\n\n云泽市人民政府：\n\n{opening or f'现将{unit}的情况报告如下。'}\n\n一、主要举措和成效\n\n{body}\n\n"
        f"二、存在的不足和原因\n\n{unit}执法力量偏弱。\n\n三、{year + 1}年工作安排\n\n{unit}增加执法人员。\n\n{unit}\n{year + 1}年1月20日\n"
    )
