"""Every sentence that reading says to people, once. Sentences say what to do and never quote the document."""

from linter.model.failure import ReadFailure

# key: (kind of the contract, sentence)
FAILURES: dict[str, tuple[str, str]] = {
    "empty": ("empty", "文件里没有文字。请确认选对了文件。"),
    "only-residue": ("empty", "文件里只有网页栏目或版式文字，没有报告正文。请重新导出正文后再检查。"),
    "nul": ("binary", "文件不是文本（含有二进制数据）。请另存为 .docx、.txt 或 .md 后再检查。"),
    "undecodable": ("binary", "文件的文字编码无法识别或已损坏。请用 UTF-8 编码另存后再检查。"),
    "cut-text": ("truncated", "文件在一个字的中间断开，可能没有传输完整。请重新获取文件。"),
    "too-large-text": ("too-large", "文字超过上限（{limit} 字节）。请拆分文件，或用 --max-size 提高上限。"),
    "too-large-file": ("too-large", "文件超过上限（{limit} 字节）。请删去图片和附件后再检查。"),
    "folder": ("unreadable", "这是文件夹，不是文件。请指定其中的文件。"),
    "permission": ("unreadable", "没有读取权限。请检查文件权限后重试。"),
    "io": ("unreadable", "文件读取失败（系统错误 {code}）。请检查磁盘或网络位置后重试。"),
    "gone": ("unreadable", "文件已不在原处。请核对路径后重新运行。"),
    "format": ("unreadable", "不支持这种文件格式。支持：{suffixes}。"),
    "old-word": (
        "unreadable",
        "旧版 Word、WPS、RTF 文件要借助 LibreOffice 读取，本机没有找到它。请在 WPS 或 Word 中用“另存为”选 .docx 格式，再检查 .docx。",
    ),
    "not-word": ("unreadable", "文件内容不是 Word 或 WPS 文档，与后缀不符。请在 WPS 或 Word 中打开，另存为 .docx 后再检查。"),
    "ole-foreign": ("unreadable", "这是表格、演示文稿、邮件或其他文件，不是 Word 或 WPS 文档。请提供报告的 .docx。"),
    "ole-broken": ("unreadable", "旧版 Word 或 WPS 文件的内部结构已损坏。请在 WPS 或 Word 中打开，另存为 .docx 后再检查。"),
    "ole-cut": ("truncated", "旧版 Word 或 WPS 文件不完整。请重新获取文件，或在 WPS、Word 中打开，另存为 .docx 后再检查。"),
    "office-failed": ("unreadable", "LibreOffice 未能转换这个文件，文件可能已损坏。请在 WPS 或 Word 中打开，另存为 .docx 后再检查。"),
    "office-late": ("timeout", "LibreOffice 转换这个文件超过 {seconds} 秒，已停止。请在 WPS 或 Word 中另存为 .docx 后再检查。"),
    "locked": ("encrypted", "文件设有打开密码。请在 WPS 或 Word 中打开，取消密码后另存为 .docx，再检查。"),
    "package-encrypted": ("encrypted", "文件设有密码。请用能打开它的软件（如 WPS、Word）取消密码后另存，再检查。"),
    "ofd-encrypted": ("encrypted", "OFD 设有密码或已加密。请取得未加密的文件，或改用其源文件（.docx）。"),
    "ofd-foreign": ("unreadable", "文件里没有找到 OFD 的页面内容。请重新导出 OFD，或改用其源文件（.docx）。"),
    "ofd-pages": ("too-large", "OFD 超过 {limit} 页。请只提供报告部分。"),
    "ofd-objects": ("too-large", "OFD 的页面对象过多（超过 {limit} 个），不像正常文档。请重新导出，或改用其源文件（.docx）。"),
    "old-layout": ("unreadable", "不支持这种版式文件（CEB、SEP 等）。请用其源文件（.docx），或转为 .ofd、.pdf 后检查。"),
    "pdf-encrypted": ("encrypted", "PDF 设有打开密码。请取消密码后另存，或改用其源文件（.docx）。"),
    "package-truncated": ("truncated", "压缩包残缺或校验不符。请重新获取文件。"),
    "package-foreign": ("unreadable", "这是压缩包或其他 Office 文件，不是 Word 文档。请提供 .docx。"),
    "package-entries": ("unreadable", "文件内部条目过多（超过 {limit} 个），不像正常文档。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "package-size": ("too-large", "文件解压后超过上限（{limit} 字节）。请删去图片和附件后再检查。"),
    "package-ratio": ("unreadable", "文件压缩比异常，为安全起见没有读取。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "package-duplicate": ("unreadable", "文件内部有重名条目，内容可能不一致，没有读取。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "package-method": ("unreadable", "文件使用了不支持的压缩方式。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "archive-entries": ("unreadable", "压缩包内文件过多（超过 {limit} 个），没有读取。请解压后分批加入。"),
    "archive-size": ("too-large", "压缩包解开后的大小与其本身相差悬殊，为安全起见没有读取。请解压并核对后加入文件夹。"),
    "archive-depth": ("unreadable", "压缩包里层层套着压缩包，没有读取。请解压后加入文件夹。"),
    "archive-method": ("unreadable", "压缩包使用了不支持的压缩方式。请解压后加入文件夹，或另存为普通 .zip。"),
    "archive-encrypted": ("encrypted", "压缩包设有密码。请用密码解压后加入文件夹。"),
    "xml-broken": ("unreadable", "文档内部结构损坏。请用制作它的软件（如 WPS、Word）打开并另存后重试。"),
    "xml-entities": ("unreadable", "文档内部含有实体定义，为安全起见没有读取。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "xml-depth": ("unreadable", "文档内部嵌套层次过深，没有读取。请用制作它的软件（如 WPS、Word）另存后重试。"),
    "html-depth": ("unreadable", "网页嵌套层次过深，没有读取。请把正文另存为 .txt 或 .docx。"),
    "pdf-broken": ("unreadable", "PDF 已损坏或不是 PDF。请重新导出，或改用其源文件（.docx）。"),
    "pdf-truncated": ("truncated", "PDF 不完整。请重新获取文件，或改用其源文件（.docx）。"),
    "pdf-pages": ("too-large", "PDF 超过 {limit} 页。请只提供报告部分。"),
    "no-text-layer": ("no-text-layer", "全文是扫描件或图片，没有可读取的文字。请提供源文件（.docx）或文字版，或先做文字识别（OCR）再检查。"),
    "library": ("unreadable", "读取这种格式需要组件 {name}，当前没有安装。请安装后重试，或另存为 .docx、.txt。"),
}

# names in Receipt.ignored and Receipt.unread
PARTS: dict[str, str] = {
    "contents": "目录",
    "header": "页眉",
    "footer": "页脚",
    "page-number": "页码",
    "comments": "批注",
    "image": "图片",
    "chart": "图表",
    "hidden": "隐藏文字",
    "script": "脚本和样式",
    "navigation": "网页导航",
    "page-footer": "网页页脚",
    "form": "网页表单",
    "markup-comment": "注释",
    "front-matter": "文件头信息",
    "rule": "分隔线",
    "formula": "公式对象",
    "object": "嵌入对象",
    "large-image": "整页图片",
    "frame": "内嵌网页",
    "page": "第{number}页（扫描件或图片，需先做文字识别）",
    "converted": "原格式的版式（经 LibreOffice 转换读取）",
    "template": "版式模板里的文字",
    "watermark": "水印",
    "seal": "电子印章",
    "annotation": "注释",
    "attachment": "附件文件",
}


def failure(key: str, **values: object) -> ReadFailure:
    """The ReadFailure of `key`, its sentence filled with `values`; KeyError for an unknown key."""
    kind, sentence = FAILURES[key]
    return ReadFailure(kind, sentence.format(**values))


def part(key: str, **values: object) -> str:
    """What the receipt calls a part of a file; KeyError for an unknown key."""
    return PARTS[key].format(**values)
