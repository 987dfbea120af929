"""LibreOffice finds the comments where they were put: several files in one call."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.annotation.documents import PREFIXES, file
from tests.annotation.reading import name_of
from tests.annotation.test_anchors import copy_of, reading
from tests.annotation.test_cases import p, r

GONE = "旧文"  # a tracked deletion: LibreOffice writes it where it stood
TRACK = ' ¤id="90" ¤author="a" ¤date="2025-01-01T00:00:00Z"'
FIELD = '<§r><§fldChar ¤fldCharType="{}"/></§r>'
ROW = "<§tr><§tc><§tcPr><§tcW ¤w=\"3000\" ¤type=\"dxa\"/></§tcPr>{}</§tc><§tc><§tcPr><§tcW ¤w=\"3000\" ¤type=\"dxa\"/></§tcPr>{}</§tc></§tr>"
CASES = {
    "runs": (p(r("全县办理", "<§rPr><§b/></§rPr>") + r("案件一百件。")), ("办理案件", "一百件", "全县")),
    "insertions": (
        p(r("全县") + f"<§ins{TRACK}>{r('新办案件')}</§ins><§del{TRACK}><§r><§delText>{GONE}</§delText></§r></§del>" + r("一百件。")),
        ("办案", "县新办", "案件一百"),
    ),
    "links and controls": (
        p(r("见") + f'<§hyperlink ¤anchor="a">{r("目录清单")}</§hyperlink><§sdt><§sdtPr/><§sdtContent>{r("共二十项")}</§sdtContent></§sdt>' + r("。")),
        ("清单", "单共二", "十项。"),
    ),
    "field": (p(r("见") + FIELD.format("begin") + "<§r><§instrText> AUTHOR </§instrText></§r>" + FIELD.format("separate") + r("张某") + FIELD.format("end") + r("所写")), ("所写",)),
    "paragraphs": (p(r("第一段话。")) + p(r("第二段话。")) + p(r("第三段话。")), ("段话。\n第二段话。\n第三", "二段")),
    "table": (p(r("表前")) + "<§tbl><§tblPr/>" + ROW.format(p(r("收案")), p(r("九十件"))) + ROW.format(p(r("结案")), p(r("八十件"))) + "</§tbl>" + p(r("表后")), ("九十", "结案", "表后")),
    "numbers": (p(r("提高站位"), '<§pPr><§numPr><§ilvl ¤val="0"/><§numId ¤val="1"/></§numPr></§pPr>'), ("站位",)),
}  # fmt: skip


def ranges(flat: bytes) -> list[str]:
    """What each annotation of a flat OpenDocument text encloses, in the order of their beginnings."""
    body = next(each for each in etree.fromstring(flat).iter() if name_of(each) == "text" and name_of(each.getparent()) == "body")
    found: dict[str, list[str]] = {}
    open_: dict[str, list[str]] = {}

    def add(text: str | None) -> None:
        for letters in open_.values():
            letters.append("".join((text or "").split()).replace(GONE, ""))

    def walk(element: etree._Element) -> None:
        for child in element:
            name = name_of(child)
            label = next((value for key, value in child.attrib.items() if key.endswith("}name")), "")
            if name == "annotation":
                found[label] = open_[label] = []
            elif name == "annotation-end":
                del open_[label]
            elif name not in {"tracked-changes", "note"}:
                add(child.text)
                walk(child)
            add(child.tail)

    walk(body)
    assert not open_
    return ["".join(letters) for letters in found.values()]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_every_range(tmp_path: Path) -> None:
    wanted: dict[Path, list[str]] = {}
    for number, (body, quotes) in enumerate(CASES.values()):
        for prefix in PREFIXES[:2]:
            data = file(body, prefix, commented=False)
            text = reading(data).text
            spans = sorted((text.index(quote), text.index(quote) + len(quote)) for quote in quotes)
            path = tmp_path / f"{number}{prefix.elements.rstrip(':')}.docx"
            path.write_bytes(copy_of(data, spans))
            wanted[path] = ["".join(text[start:end].split()) for start, end in spans]
    call = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fodt", "--outdir", str(tmp_path), *map(str, wanted)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    got = {path: ranges(path.with_suffix(".fodt").read_bytes()) for path in wanted}
    assert got == wanted
