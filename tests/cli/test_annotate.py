"""`annotate` from call to copy: what is written, what is said, and with which exit code."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import docx
import pytest

from linter.engine import load
from linter.model.lexicon import Lexicon
from linter.reading import read, residue_words
from tests.annotation.reading import attribute, parts
from tests.cli.conftest import AS_OF, ROOT, Answer, Command
from tests.kit.builder import package, paragraph
from tests.reading.test_office import exported

WEAK = ROOT / "examples" / "白石县2023年法治政府建设工作情况报告.docx"
CITY = ROOT / "examples" / "云泽市2024年法治政府建设年度报告.docx"


def comments(path: Path) -> list[list[str]]:
    """The paragraphs of each comment, as python-docx reads them."""
    return [[line.text for line in each.paragraphs] for each in docx.Document(str(path)).comments]


def annotate(command: Command, file: Path, output: Path, *options: str) -> Answer:
    return command("annotate", file, "-o", output, "--as-of", AS_OF, "--isolated", *options)


def test_a_weak_report_comes_back_with_forty_comments(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "批注.docx"
    answer = annotate(command, WEAK, out)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"已写出 {out}：批注 40 条，另有 37 条较轻的未加；得分 9.8 分 · 需补充\n"
    said = comments(out)
    assert len(said) == 40
    assert said[0][0] == "内容检查结果：得分 9.8 分 · 需补充"
    assert "法定内容缺项：第一责任人履职情况、不足的原因" in said[0]
    assert said[0][-2:] == [
        "加批注 40 条（含本条），另有 37 条较轻的未加，全部发现见检查结果。",
        "本评分只反映报告文本对法定内容和任务事项的呈现情况，不代表法治政府建设工作成效；结果供人工审核参考。",
    ]
    sums = next(each for each in said if each[0] == "【中】分项与总数相符 · 数据待核")
    assert "算式：312+2105+147+698=3262≠3286，相差24" in sums
    assert sums[-1] == "规则：figures.sum-check"


def test_the_copy_reads_and_scores_as_the_original(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    annotate(command, CITY, out)
    answers = [command("check", file, "--format", "json", "--as-of", AS_OF, "--isolated").json["documents"][0] for file in (CITY, out)]
    assert answers[0]["score"] == answers[1]["score"]
    assert [each["fingerprint"] for each in answers[0]["findings"]] == [each["fingerprint"] for each in answers[1]["findings"]]
    texts = [command("text", file).out for file in (CITY, out)]
    assert texts[0] == texts[1]
    old, new = parts(CITY.read_bytes()), parts(out.read_bytes())
    assert {name for name in new if new[name] != old.get(name)} == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_of_few_comments_the_worst_are_kept_and_none_is_no_limit(command: Command, tmp_path: Path) -> None:
    few, every = tmp_path / "3.docx", tmp_path / "0.docx"
    assert "批注 3 条，另有 74 条" in annotate(command, WEAK, few, "--max-comments", "3").out
    assert "批注 77 条；" in annotate(command, WEAK, every, "--max-comments", "0").out
    kept = [each[0] for each in comments(few)]
    assert kept[0].startswith("内容检查结果")
    # a missing statutory part comes before whatever is graver
    assert kept[1:] == ["建议在本部分补充 104 项（高 3 · 中 27 · 提示 74）：", "【中】不足的原因 · 未检出 · 补充后可提高 1.2 分"]
    assert {each[0] for each in comments(few)[1:]} <= {each[0] for each in comments(every)}


def test_answers_in_json(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    answer = annotate(command, WEAK, out, "--format", "json").json
    assert answer == {
        "schema": "fazhi-lint/annotate/1", "path": str(WEAK), "output": str(out), "comments": 40, "left_out": 37, "score": 9.8, "grade": "partial", "unscored": None, "errors": [],
    }  # fmt: skip


def test_twice_the_same_bytes_and_the_date_that_was_asked_for(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stamp(*options: str) -> tuple[bytes, str, str, str]:
        out = tmp_path / "b.docx"
        assert command("annotate", CITY, "-o", out, "--as-of", AS_OF, *options).code == 0
        from lxml import etree

        comment = etree.fromstring(parts(out.read_bytes())["word/comments.xml"])[0]
        return out.read_bytes(), attribute(comment, "date"), attribute(comment, "author"), attribute(comment, "initials")

    assert stamp() == stamp()
    assert stamp()[1:] == (f"{AS_OF}T00:00:00", "合规检查", "检")
    assert stamp("--date", "2024-02-29", "--author", "王五")[1:] == ("2024-02-29T00:00:00", "王五", "王")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert stamp()[1] == "2023-11-14T22:13:20"
    assert stamp("--isolated")[1] == f"{AS_OF}T00:00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "昨天")
    assert command("annotate", CITY, "-o", tmp_path / "c.docx").code == 2


def test_waivers_and_configuration_hold(command: Command, tmp_path: Path) -> None:
    waivers, source = tmp_path / "w.yaml", tmp_path / "a.docx"
    source.write_bytes(WEAK.read_bytes())
    waivers.write_text("- rule: figures.sum-check\n  path: '*'\n  reason: 口径另有说明\n", "utf-8")
    out = tmp_path / "b.docx"
    assert annotate(command, source, out, "--waivers", str(waivers), "--max-comments", "0").code == 0
    said = comments(out)
    assert not any("figures.sum-check" in line for each in said for line in each)
    assert any("已豁免" in line for line in said[0])
    annotate(command, source, out, "--waivers", str(waivers), "--no-waivers", "--max-comments", "0")
    assert any("figures.sum-check" in line for each in comments(out) for line in each)
    config = tmp_path / "fazhi-lint.yaml"
    config.write_text("min-severity: error\nlang: en\nformat: html\n", "utf-8")
    assert command("annotate", source, "-o", out, "--config", config, "--as-of", AS_OF).out.startswith("Written to ")
    assert all("[" in each[0] for each in comments(out)[1:2])
    assert not any("figures.sum-check" in line for each in comments(out) for line in each)


def test_what_a_baseline_knows_is_only_counted(command: Command, tmp_path: Path) -> None:
    source, known, out = tmp_path / "a.docx", tmp_path / "known.json", tmp_path / "b.docx"
    source.write_bytes(WEAK.read_bytes())
    assert command("baseline", "write", known, source, "--as-of", AS_OF).code == 0
    assert annotate(command, source, out, "--baseline", str(known)).code == 0
    (summary,) = comments(out)
    assert "另有 181 项基线中已有。" in summary and "加批注 1 条（含本条）。" in summary


def test_comments_on_the_copy_waive_nothing(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    annotate(command, WEAK, out)
    found = command("check", out, "--format", "json", "--as-of", AS_OF, "--isolated").json["documents"][0]
    assert all(each["waiver"] is None for each in found["findings"])
    again = tmp_path / "c.docx"
    assert annotate(command, out, again).code == 0
    assert len(comments(again)) == 80


def test_a_report_that_was_not_read_whole_says_so(command: Command, tmp_path: Path) -> None:
    with zipfile.ZipFile(WEAK) as archive:
        names = {name: archive.read(name) for name in archive.namelist()}
    names["word/document.xml"] = names["word/document.xml"].replace(b"<w:sectPr", b'<w:altChunk r:id="x" xmlns:r="u"/><w:sectPr', 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    source, out = tmp_path / "a.docx", tmp_path / "b.docx"
    source.write_bytes(buffer.getvalue())
    answer = annotate(command, source, out)
    assert answer.code == 3
    assert "未评分" in answer.out
    assert comments(out)[0][0].startswith("内容检查结果：未评分：")
    assert "未能读取：嵌入对象" in comments(out)[0]


def test_what_is_no_report_gets_no_copy_unless_it_is_taken_for_one(command: Command, tmp_path: Path) -> None:
    source, out = tmp_path / "a.docx", tmp_path / "b.docx"
    source.write_bytes(package(paragraph("关于召开座谈会的通知") + paragraph("定于下周召开座谈会，请准时参加。")))
    answer = annotate(command, source, out)
    assert (answer.code, answer.out, out.exists()) == (3, "", False)
    assert answer.err.startswith(f"{source}：")
    told = json.loads(annotate(command, source, out, "-f", "json").out)
    assert (told["output"], told["errors"][0]["kind"]) == (None, "not-a-report")
    assert annotate(command, source, out, "--assume-report").code == 0
    assert len(comments(out)) > 1


def test_a_file_that_cannot_be_read(command: Command, tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(WEAK.read_bytes()[:5000])
    answer = annotate(command, source, tmp_path / "b.docx")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"{source}：压缩包残缺或校验不符。请重新获取文件。\n"
    source.write_bytes(b"")
    assert annotate(command, source, tmp_path / "b.docx").code == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("{weak}",), "请用 -o 写明批注本的文件名"),
        (("{weak}", "-o", "{weak}"), "-o 不能是原文件"),
        (("{weak}", "-o", "{folder}/link.docx"), "-o 不能是原文件"),
        (("{weak}", "-o", "{folder}/b.docx", "--ledger", "{folder}/b.docx"), "-o 不能是正在使用的文件"),
        (("{weak}", "-o", "{folder}/b.pdf"), "批注本要写成 .docx 文件"),
        (("{weak}", "-o", "{folder}/none/b.docx"), "所在文件夹不存在"),
        (("{weak}", "-o", "{folder}/b.docx", "--date", "昨天"), "--date 要写成 YYYY-MM-DD"),
        (("{weak}", "-o", "{folder}/b.docx", "--level", "乡"), "--level 没有 乡 这个值"),
        (("{weak}", "-o", "{folder}/b.docx", "--format", "html"), "--format 没有 html 这个值"),
        (("{folder}/lost.docx", "-o", "{folder}/b.docx"), "找不到文件"),
        (("{folder}/无.docx", "-o", "{folder}/b.docx"), "找不到文件"),
        (("{folder}", "-o", "{folder}/b.docx"), "是文件夹"),
        (("-", "-o", "{folder}/b.docx"), "不从标准输入读取"),
        (("{text}", "-o", "{folder}/b.docx"), "只有 Word 文件（.docx）可以加批注"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_calls_cost_no_file(command: Command, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    source, text = tmp_path / "r.docx", tmp_path / "r.txt"
    source.write_bytes(WEAK.read_bytes())
    text.write_text("一、主要工作", "utf-8")
    os.symlink(source, tmp_path / "link.docx")
    os.symlink(tmp_path / "none.docx", tmp_path / "lost.docx")
    blanks = {"weak": str(source), "folder": str(tmp_path), "text": str(text)}
    answer = command("annotate", *(each.format(**blanks) for each in arguments))
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err and answer.err.count("\n") == 1
    assert source.read_bytes() == WEAK.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"r.docx", "r.txt", "link.docx", "lost.docx"}


def test_an_older_copy_is_written_over_and_one_that_cannot_be_is_told_of(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    out.write_bytes(b"old")
    assert annotate(command, CITY, out).code == 0
    assert out.read_bytes().startswith(b"PK")
    folder = tmp_path / "f.docx"
    folder.mkdir()
    answer = annotate(command, CITY, folder)
    assert (answer.code, answer.err) == (2, f"无法写入 {folder}：这是一个文件夹\n")


def test_a_file_with_macros_stays_one(command: Command, tmp_path: Path) -> None:
    source = tmp_path / "a.docm"
    source.write_bytes(WEAK.read_bytes())
    answer = annotate(command, source, tmp_path / "b.docx")
    assert (answer.code, answer.err) == (2, f"批注本要写成 .docm 文件，收到 {tmp_path / 'b.docx'}\n")
    assert annotate(command, source, tmp_path / "b.docm").code == 0


def test_every_option_is_explained_in_chinese(command: Command) -> None:
    answer = command("annotate", "--help")
    rows = [row for row in re.split(r"\n(?=  \S)", answer.out) if row.startswith("  -") and "--help" not in row]
    assert answer.code == 0 and len(rows) > 20
    assert all(re.search("[一-鿿]", row) for row in rows), answer.out
    assert re.search(r"^  annotate ", command("--help").out, re.MULTILINE)


def test_a_fault_of_the_program_says_nothing_of_the_document(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise ValueError("白石县的秘密")

    monkeypatch.setattr("linter.annotation.annotated", fail)
    answer = annotate(command, WEAK, tmp_path / "b.docx")
    assert (answer.code, answer.out) == (4, "")
    assert "秘密" not in answer.err and "--debug" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_an_old_word_file_comes_back_as_a_docx_with_the_comments_of_its_docx(command: Command, tmp_path: Path) -> None:
    old, out, direct = tmp_path / "r.doc", tmp_path / "old.docx", tmp_path / "direct.docx"
    old.write_bytes(exported(WEAK.read_bytes(), ".docx", "doc"))
    assert annotate(command, old, out).code == 0
    assert annotate(command, WEAK, direct).code == 0
    assert comments(out) == comments(direct)
    assert hung(out) == hung(direct)


def hung(path: Path) -> list[str]:
    """The words that each comment hangs on."""
    document = read(str(path), residue=residue_words(Lexicon(load().lexicon)))
    return [document.text[each.start : each.end] for each in document.comments]
