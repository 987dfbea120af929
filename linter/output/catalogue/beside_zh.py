"""正文对照的用语。"""

MESSAGES: dict[str, str] = {
    "beside": "正文对照",
    "beside.lead": "左侧是读到的正文，行号与其他结果一致；右侧是对该处的提示。点正文中的序号到提示，点提示的序号回正文，点标题看全文说明。",
    "beside.lead.marked": "正文中共有 {count} 处提示。下划线的线型表示类别，颜色表示级别，提示旁另写明级别。",
    "beside.clear": "正文中未检出需要提示之处。",
    "beside.fold": "展开正文（{lines} 行，{count} 处提示）",
    "beside.left_out": "本页报告超过 {limit} 份，为控制页面大小，未附各份正文。需要正文对照时，请单独检查该份报告。",
    "beside.kinds": "标记图例",
    "beside.kind.gap": "报告事项",
    "beside.kind.figure": "数据核对",
    "beside.kind.claim": "表述与佐证",
    "beside.kind.issue": "依据、文本与照应",
    "beside.to_note": "到第 {number} 处提示",
    "beside.to_text": "回到正文第 {number} 处",
    "beside.residue": "未计入正文，不作判断（含以下各灰色行）",
    "beside.gathered": "此处{word} {count} 项",
    "beside.fine": "{word} {count} 项",
    "beside.nowhere": "未对应到正文位置",
    "beside.nowhere.gathered": "{word} {count} 项",
    "beside.waived": "已豁免",
    "beside.known": "基线已有",
}
