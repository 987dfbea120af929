"""批注的用语。"""

MESSAGES: dict[str, str] = {
    "remark.author": "合规检查",
    "remark.initials": "检",
    "remark.head": "【{severity}】{title}",
    "remark.summary": "内容检查结果：{score}",
    "remark.findings": "发现：{counts}",
    "remark.duties": "报告事项：{counts}",
    "remark.homeless": "下列内容在文中尚无对应部分：",
    "remark.gathered": "建议在本部分补充 {count} 项（{counts}）：",
    "remark.first": "{basis}等",
    "remark.more": "另有 {count} 项（{counts}），见检查结果。",
    "remark.comments": "加批注 {count} 条（含本条）。",
    "remark.left": "加批注 {count} 条（含本条），另有 {left} 条较轻的未加，全部发现见检查结果。",
    "annotated": "已写出 {output}：批注 {count} 条；{score}",
    "annotated.left": "已写出 {output}：批注 {count} 条，另有 {left} 条较轻的未加；{score}",
}
