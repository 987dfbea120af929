"""What README and CONTRIBUTING promise: commands that exist, options that exist, links that lead somewhere, a lesson that works."""

import re
import shlex
import struct
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Command

READMES = ["README.md", "README.zh-CN.md"]
GROUPS = {("rules",), ("portfolio",), ("portfolio", "review")}  # words that are followed by another word of the command
DOCUMENTS = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/rule-language.md", "examples/README.md"]
LESSON = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def _code(name: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _calls(name: str) -> list[list[str]]:
    """The words of every call of fazhi-lint in the shell blocks of a document."""
    lines = [line for block in _code(name, "sh") for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in line.split("&&")]
    words = [shlex.split(part, comments=True) for part in parts]
    return [w[1:] for w in words if w and Path(w[0]).name == "fazhi-lint"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_calls_use_commands_and_options_that_exist(command: Command, name: str) -> None:
    calls = _calls(name)
    assert len(calls) >= 6
    for words in calls:
        depth = next(n for n in range(1, 4) if tuple(words[:n]) not in GROUPS)
        help_text = command(*words[:depth], "--help")
        assert help_text.code == 0, words
        options = [w.split("=")[0] for w in words[depth:] if w.startswith("-") and w != "-"]
        assert [o for o in options if not re.search(rf"(?<![\w-]){re.escape(o)}(?![\w-])", help_text.out)] == [], words


@pytest.mark.parametrize("name", READMES)
def test_tables_name_every_command_and_every_exit_code(command: Command, name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    commands = re.findall(r"^  ([a-z]+) ", command("--help").out.split("Commands:")[1], re.MULTILINE)
    assert [c for c in commands if not re.search(rf"^\| `{c}\b", text, re.MULTILINE)] == []
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]
    options = {o for row in re.findall(r"^\| (`--[^|]*)\|", text, re.MULTILINE) for o in re.findall(r"--[a-z-]+", row)}
    known = set(re.findall(r"--[a-z-]+", command("check", "--help").out))
    assert len(options) > 10 and options <= known


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = (_calls(name) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_the_configuration_shown_is_the_example(name: str) -> None:
    import yaml

    shown = yaml.safe_load(_code(name, "yaml")[0])
    assert shown == yaml.safe_load((ROOT / "examples" / ".pre-commit-config.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["terminal.png", "scorecard.png"])
def test_pictures_are_small_and_large_enough(name: str) -> None:
    data = (ROOT / "docs" / "images" / name).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert len(data) < 300_000 and width >= 800 and height >= 400


def test_the_lesson_word_by_word(command: Command, tmp_path: Path) -> None:
    """CONTRIBUTING, "Add a duty in ten minutes", followed in a folder of its own."""
    rule = re.search(r"fazhi-lint rules new (\S+)\n", LESSON)
    assert rule
    identity = rule[1]
    pack = ("--rules", tmp_path)
    assert identity not in command("rules", "list").out, "the lesson teaches a duty that the rules have by now"
    assert command("rules", "new", identity, *pack).code == 0
    file = tmp_path / Path(*identity.split(".")).with_suffix(".yaml")

    body, also = _code("CONTRIBUTING.md", "yaml")
    file.write_text(body, "utf-8")
    checked = command("rules", "check", *pack)
    assert (checked.code, checked.err) == (0, "")
    assert ", 0 个" in (tested := command("rules", "test", "--select", identity, *pack)).out.replace("，", ", "), tested.err

    crossed = command("rules", "test", "--cross", "--select", identity, *pack)
    other = re.search(r"also: \{(\S+):", also)
    assert other and crossed.code == 1
    assert {line.split("还触发 ")[1].split("（")[0] for line in crossed.err.splitlines()} == {other[1]}
    assert len(crossed.err.splitlines()) == 3  # "three of the examples"
    file.write_text(body + also, "utf-8")
    assert command("rules", "check", *pack).code == 0
    assert command("rules", "test", "--cross", *pack).code == 0

    report = next(w for w in _calls("CONTRIBUTING.md") if w[0] == "check")[1]
    seen = command("check", report, "--select", identity, "--verbose", *pack)
    assert identity in seen.out
    assert identity in command("explain", identity, report, *pack).out
