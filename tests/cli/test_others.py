"""`--previous`, `--against` and `--ledger`: what they add, and what is said where they cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.cli.conftest import AS_OF, ROOT, Command

NOW = ROOT / "examples" / "青岚县2024年法治政府建设年度报告.md"
BEFORE = ROOT / "examples" / "对照" / "青岚县2023年法治政府建设年度报告.md"
LEDGER = ROOT / "examples" / "对照" / "青岚县2024年数据台账.csv"
SCHEMA = json.loads((ROOT / "linter" / "output" / "schema" / "result.schema.json").read_text("utf-8"))


def findings(answer: Any, kind: str) -> list[dict[str, Any]]:
    return [f for f in answer.json["documents"][0]["findings"] if f["kind"] == kind]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """An earlier draft of the model report: without its item on litigation."""
    path = tmp_path / "初稿.md"
    path.write_text("\n".join(line for line in NOW.read_text("utf-8").split("\n") if "加强行政应诉工作" not in line), "utf-8")
    return path


class TestPrevious:
    def test_last_years_plan(self, command: Command) -> None:
        answer = command("check", NOW, "--previous", BEFORE, "-f", "json", "--as-of", AS_OF)
        found = findings(answer, "previous")
        assert {f["rule"] for f in found} == {"previous.plan-reported"}
        assert any("不少于250卷" in f["message"] and "240卷" in f["message"] for f in found)
        Draft7Validator(SCHEMA).validate(answer.json)

    def test_findings_are_shown_without_asking_for_more(self, command: Command) -> None:
        assert "远程听证" in command("check", NOW, "--previous", BEFORE).out

    def test_nothing_is_said_without_it(self, command: Command) -> None:
        assert findings(command("check", NOW, "-f", "json"), "previous") == []

    @pytest.mark.parametrize(("options", "said"), [(("--previous", NOW), "2024年度报告"), (("--year", "2022", "--previous", BEFORE), "2023年度报告")])
    def test_another_year_is_not_compared_and_said_so(self, command: Command, options: tuple[object, ...], said: str) -> None:
        answer = command("check", NOW, *options, "-f", "json")  # type: ignore[arg-type]
        assert findings(answer, "previous") == []
        (notice,) = [n["notice"] for n in answer.json["summary"]["notices"] if "作为上年报告" in n["notice"]]
        assert said in notice and "未作对照" in notice
        assert answer.code == 0

    def test_another_place_is_compared_and_said_so(self, command: Command, tmp_path: Path) -> None:
        other = tmp_path / "b.md"
        other.write_text(BEFORE.read_text("utf-8").replace("青岚县", "临川县"), "utf-8")
        notices = command("check", NOW, "--previous", other, "-f", "json").json["summary"]["notices"]
        assert [n for n in notices if "临川县" in n["notice"] and "青岚县" in n["notice"]]

    def test_several_reports_share_it(self, command: Command, town: Path) -> None:
        answer = command("check", NOW, town, "--previous", BEFORE, "-f", "json", "--fail-on", "never")
        assert answer.code == 0 and len(answer.json["documents"]) == 2

    def test_a_file_that_is_not_there(self, command: Command) -> None:
        answer = command("check", NOW, "--previous", "没有.md")
        assert (answer.code, answer.out) == (2, "")
        assert "--previous" in answer.err and "没有.md" in answer.err

    def test_a_folder(self, command: Command) -> None:
        assert command("check", NOW, "--previous", ROOT / "examples").code == 2

    @pytest.mark.parametrize("kind", ["empty", "not-a-report"])
    def test_what_cannot_be_used_does_not_lose_the_report(self, command: Command, tmp_path: Path, other: Path, kind: str) -> None:
        path = other if kind == "not-a-report" else tmp_path / "leer.md"
        if kind == "empty":
            path.write_text("")
        answer = command("check", NOW, "--previous", path, "-f", "json")
        assert answer.code == 3
        assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(path), kind)]
        assert answer.json["documents"][0]["score"]["total"] > 90

    def test_a_fault_of_the_program_in_it(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        from linter.engine import Engine

        judge = Engine.judge

        def stumble(self: Engine, document: Any, *rest: Any) -> Any:
            if document.path.endswith(BEFORE.name):
                raise ValueError("青岚")
            return judge(self, document, *rest)

        monkeypatch.setattr(Engine, "judge", stumble)
        answer = command("check", NOW, "--previous", BEFORE, "-f", "json")
        assert (answer.code, [e["kind"] for e in answer.json["errors"]]) == (4, ["internal"])
        assert "青岚" not in answer.json["errors"][0]["message"]
        assert len(answer.json["documents"]) == 1
        with pytest.raises(ValueError, match="青岚"):
            command("check", NOW, "--previous", BEFORE, "--debug")


class TestAgainst:
    def test_text(self, command: Command, draft: Path) -> None:
        page = command("check", NOW, "--against", draft, "--as-of", AS_OF).out
        part = page[page.index("与前一稿对照") :]
        assert "得分" in part and "→" in part and "（+" in part
        assert "已改（" in part and "[litigation.judgment]" in part
        assert "未变 " in part

    def test_json(self, command: Command, draft: Path) -> None:
        answer = command("check", NOW, "--against", draft, "-f", "json", "--as-of", AS_OF)
        Draft7Validator(SCHEMA).validate(answer.json)
        against = answer.json["summary"]["against"]
        assert against["path"] == str(draft)
        assert "litigation.judgment" in {f["rule"] for f in against["fixed"]}
        assert against["score_after"] == answer.json["documents"][0]["score"]["total"] > against["score_before"]
        listed = {f["fingerprint"] for f in answer.json["documents"][0]["findings"]}
        assert {f["fingerprint"] for f in against["new"]} <= listed
        assert not {f["fingerprint"] for f in against["fixed"]} & listed

    def test_backwards_the_lists_change_places(self, command: Command, draft: Path) -> None:
        there = command("check", NOW, "--against", draft, "-f", "json").json["summary"]["against"]
        back = command("check", draft, "--against", NOW, "-f", "json").json["summary"]["against"]
        assert {f["fingerprint"] for f in there["fixed"]} == {f["fingerprint"] for f in back["new"]}
        assert there["left"] == back["left"]

    def test_markdown_and_english(self, command: Command, draft: Path) -> None:
        page = command("check", NOW, "--against", draft, "-f", "markdown", "--lang", "en").out
        assert "Against the earlier draft" in page and "### Fixed" in page

    def test_least_severity(self, command: Command, draft: Path) -> None:
        against = command("check", NOW, "--against", draft, "-f", "json", "--min-severity", "warning").json["summary"]["against"]
        assert {f["severity"] for f in against["fixed"]} == {"warning"}

    def test_many_are_cut_unless_all_are_asked_for(self, command: Command, weak: Path, draft: Path) -> None:
        short = command("check", draft, "--against", weak, "--as-of", AS_OF).out
        long = command("check", draft, "--against", weak, "--as-of", AS_OF, "--verbose").out
        assert "另有" in short[short.index("与前一稿对照") :]
        assert "见 --verbose" not in long

    def test_without_it_the_summary_is_as_before(self, command: Command) -> None:
        assert "against" not in command("check", NOW, "-f", "json").json["summary"]

    def test_one_report_at_a_time(self, command: Command, draft: Path, town: Path) -> None:
        answer = command("check", NOW, town, "--against", draft)
        assert (answer.code, answer.out) == (2, "")
        assert "--against" in answer.err and "2 份" in answer.err

    @pytest.mark.parametrize("form", ["csv", "html"])
    def test_formats_that_would_lose_it(self, command: Command, draft: Path, form: str) -> None:
        answer = command("check", NOW, "--against", draft, "-f", form)
        assert (answer.code, answer.out) == (2, "") and "--against" in answer.err

    def test_a_draft_that_has_no_score(self, command: Command, draft: Path, other: Path) -> None:
        answer = command("check", NOW, "--against", other)
        assert answer.code == 3 and "与前一稿对照" not in answer.out

    def test_scores_that_cannot_be_compared(self) -> None:
        from linter.model.result import Comparison
        from linter.output.catalogue import catalogue
        from linter.output.comparison import score_words

        assert "不能比较" in score_words(Comparison("a", (), (), (), 0, None, None), catalogue("zh"))


class TestLedger:
    def test_what_differs(self, command: Command) -> None:
        answer = command("check", NOW, "--ledger", LEDGER, "-f", "json", "--as-of", AS_OF)
        found = findings(answer, "ledger")
        assert [(f["rule"], f["quote"]) for f in found] == [("ledger.differs", "240卷"), ("ledger.missing", "")]
        assert "第7行" in found[0]["message"] and "248卷" in found[0]["message"] and "县司法局" in found[0]["message"]
        Draft7Validator(SCHEMA).validate(answer.json)

    def test_it_costs_points_and_is_shown(self, command: Command) -> None:
        page = command("check", NOW, "--ledger", LEDGER).out
        assert "数据核对" in page and "[ledger.differs]" in page and "[ledger.missing]" in page and "-2.0" in page

    @pytest.mark.parametrize(("text", "said"), [("甲,乙\n1,2\n", "表头"), ("指标,值\n复议,许多\n", "第 2 行")])
    def test_what_is_no_ledger(self, command: Command, tmp_path: Path, text: str, said: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text(text, "utf-8")
        answer = command("check", NOW, "--ledger", path)
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err and len(answer.err.splitlines()) == 1

    def test_a_damaged_one_does_not_lose_the_report(self, command: Command, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"PK\x03\x04 and no more")
        answer = command("check", NOW, "--ledger", path, "-f", "json")
        assert answer.code == 3
        assert [(e["path"], e["kind"]) for e in answer.json["errors"]] == [(str(path), "unreadable")]
        assert len(answer.json["documents"]) == 1

    def test_not_there(self, command: Command) -> None:
        answer = command("check", NOW, "--ledger", "没有.csv")
        assert (answer.code, answer.out) == (2, "") and "没有.csv" in answer.err


def test_all_three_together(command: Command, draft: Path) -> None:
    """The draft is held against the same texts: what these say of both is left, not new."""
    answer = command("check", NOW, "--previous", BEFORE, "--ledger", LEDGER, "--against", draft, "-f", "json", "--as-of", AS_OF)
    against = answer.json["summary"]["against"]
    kinds = {f["kind"] for f in answer.json["documents"][0]["findings"]}
    assert {"previous", "ledger"} <= kinds
    assert not {f["kind"] for f in against["new"]} & {"previous"}


def test_the_short_way_knows_the_options(command: Command, monkeypatch: pytest.MonkeyPatch, draft: Path) -> None:
    from linter.cli import quick

    words = ("check", str(NOW), "--previous", str(BEFORE), "--ledger", str(LEDGER), "--against", str(draft), "--as-of", AS_OF)
    assert quick.request_of(list(words)) is not None
    short = command(*words)
    monkeypatch.setattr(quick, "request_of", lambda arguments: None)
    assert command(*words) == short
