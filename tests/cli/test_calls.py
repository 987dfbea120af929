"""Help and refusals: what is said of a call, right or wrong."""

import re

import pytest

from tests.cli.conftest import Command

COMMANDS = ["check", "explain", "text", "checklist", "doctor", "rules"]
TOOLS = ["list", "check", "test", "new", "schema"]


def test_alone_it_names_three_commands(command: Command) -> None:
    answer = command()
    assert (answer.code, answer.err) == (0, "")
    assert len(re.findall(r"^  fazhi-lint ", answer.out, re.MULTILINE)) == 3


def test_help_lists_every_command(command: Command) -> None:
    for option in ("--help", "-h"):
        out = command(option).out
        assert all(re.search(rf"^  {name} ", out, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", [*([c] for c in COMMANDS), *(["rules", t] for t in TOOLS)], ids=" ".join)
def test_every_option_is_explained_in_chinese(command: Command, name: list[str]) -> None:
    answer = command(*name, "--help")
    assert answer.code == 0
    rows = [row for row in re.split(r"\n(?=  \S)", answer.out) if row.startswith("  -") and "--help" not in row]
    assert all(re.search("[一-鿿]", row) for row in rows), answer.out


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("chekc",), "fazhi-lint：没有命令 chekc，是否指 check？（用法见 fazhi-lint --help）"),
        (("rules", "tset"), "fazhi-lint rules：没有命令 tset，是否指 test？（用法见 fazhi-lint rules --help）"),
        (("check",), "fazhi-lint check：缺少 PATH...（用法见 fazhi-lint check --help）"),
        (("explain",), "fazhi-lint explain：缺少 RULE（用法见 fazhi-lint explain --help）"),
        (("check", "x", "--fromat", "json"), "fazhi-lint check：没有选项 --fromat，是否指 --format？（用法见 fazhi-lint check --help）"),
        (("check", "x", "--zzz"), "fazhi-lint check：没有选项 --zzz（用法见 fazhi-lint check --help）"),
        (("check", "x", "--year", "去年"), "fazhi-lint check：--year 的值不合要求（应为数字）（用法见 fazhi-lint check --help）"),
        (
            ("check", "x", "--year", "24"),
            "fazhi-lint check：--year 的值不合要求（应在 2000 至 2100 之间）（用法见 fazhi-lint check --help）",
        ),
        (("check", "x", "--max-size", "1"), "fazhi-lint check：--max-size 的值不合要求（不小于 1000）（用法见 fazhi-lint check --help）"),
        (("text", "a", "b"), "fazhi-lint text：多出的参数：b（用法见 fazhi-lint text --help）"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_is_told_in_one_sentence(command: Command, call: tuple[str, ...], sentence: str) -> None:
    answer = command(*call)
    assert (answer.code, answer.out, answer.err) == (2, "", sentence + "\n")


@pytest.mark.parametrize(("call", "words"), [(("check", "x", "-f"), "-f 后面要写上值"), (("check", "x", "--quiet=1"), "--quiet 不带值")])
def test_options_with_and_without_values(command: Command, call: tuple[str, ...], words: str) -> None:
    answer = command(*call)
    assert answer.code == 2
    assert words in answer.err and len(answer.err.splitlines()) == 1
