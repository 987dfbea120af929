"""Reports that are not .docx, .md or .txt, from the command line: old Word and WPS, OFD, what is locked or scanned."""

from pathlib import Path

import pytest

from linter.reading import office
from linter.reading.messages import FAILURES
from tests.cli.conftest import Command
from tests.kit.drawing import pdf
from tests.kit.ofd import ofd, ofd_of, picture
from tests.kit.ole import ole, word
from tests.kit.reports import REPORTS
from tests.reading.test_office import exported

EXAMPLE = Path(__file__).parents[2] / "examples" / "白石县2023年法治政府建设工作情况报告.docx"


def test_check(command: Command, tmp_path: Path) -> None:
    data = exported(EXAMPLE.read_bytes(), ".docx", "doc")
    for name in ("a.doc", "b.wps"):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "c.docx").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "d.doc").write_bytes(ole({"WordDocument": word(encrypted=True)}))
    answer = command("check", str(tmp_path), "-f", "json")
    assert answer.code == 3
    documents = answer.json["documents"]
    assert [d["format"] for d in documents] == ["doc", "wps", "docx"]
    same = ("obligations", "relations", "claims", "findings", "score", "stage", "sections")
    assert [[d[k] for k in same] for d in documents[:2]] == [[documents[2][k] for k in same]] * 2
    assert [(e["kind"], Path(e["path"]).name) for e in answer.json["errors"]] == [("encrypted", "d.doc")]
    assert command("check", str(tmp_path / "a.doc")).code == 1
    assert command("check", str(tmp_path / "a.doc"), "--fail-on", "never").code == 0


def test_a_converted_report_is_judged_anew_each_time(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r.doc").write_bytes(exported(EXAMPLE.read_bytes(), ".docx", "doc"))
    first = command("check", str(tmp_path / "r.doc"), "-f", "json")
    assert command("check", str(tmp_path / "r.doc"), "-f", "json").out == first.out
    assert command("check", str(tmp_path / "r.doc"), str(tmp_path / "r.doc"), "-f", "json", "--jobs", "2").json["documents"] == first.json["documents"]
    # nothing was kept that would be told without it
    monkeypatch.setenv(office.VARIABLE, "")
    answer = command("check", str(tmp_path / "r.doc"), "-f", "json")
    assert answer.code == 3
    assert answer.json["errors"][0]["message"] == FAILURES["old-word"][1]


def test_ofd(command: Command, tmp_path: Path) -> None:
    (tmp_path / "r.ofd").write_bytes(ofd_of(REPORTS["county"]))
    (tmp_path / "r.txt").write_text("\n".join(piece.text for piece in REPORTS["county"]), encoding="utf-8")
    first = command("check", tmp_path / "r.ofd", "-f", "json")
    assert first.code in (0, 1)
    plain = command("check", tmp_path / "r.txt", "-f", "json").json["documents"][0]
    document = first.json["documents"][0]
    assert (document["format"], document["receipt"]["complete"]) == ("ofd", True)
    assert [(o["id"], o["status"]) for o in document["obligations"]] == [(o["id"], o["status"]) for o in plain["obligations"]]
    assert document["score"]["total"] == plain["score"]["total"]
    # kept, and told again the same
    assert command("check", tmp_path / "r.ofd", "-f", "json").out == first.out


def test_scanned_and_locked_files_are_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([None, None]))
    (tmp_path / "b.ofd").write_bytes(ofd([picture(), picture()]))
    (tmp_path / "c.ofd").write_bytes(ofd_of(REPORTS["city"])[:-30])
    (tmp_path / "d.ofd").write_bytes(ofd([picture()], parts={"Encryptions.xml": "<x/>"}))
    answer = command("check", tmp_path, "-f", "json")
    assert answer.code == 3
    assert [e["kind"] for e in answer.json["errors"]] == ["no-text-layer", "no-text-layer", "truncated", "encrypted"]
    assert all("OCR" in e["message"] for e in answer.json["errors"][:2])
