"""Reading YAML: what is data, what is refused, and on which line."""

import pytest
import yaml

from linter.model.failure import RuleFailure
from linter.rulebook import page as paper
from linter.rulebook.page import read


def data(text: str) -> object:
    return read("x.yaml", text.encode()).data


def refusal(raw: str | bytes) -> RuleFailure:
    with pytest.raises(RuleFailure) as caught:
        read("x.yaml", raw if isinstance(raw, bytes) else raw.encode())
    assert caught.value.file == "x.yaml"
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: true", True),
        ("a: false", False),
        ("a: yes", "yes"),
        ("a: No", "No"),
        ("a: on", "on"),
        ("a: 是", "是"),
        ("a: True", "True"),
        ("a: ~", None),
        ("a: null", None),
        ("a:", None),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 012", "012"),
        ("a: 12:30", "12:30"),
        ("a: 1_000", "1_000"),
        ("a: 0.25", 0.25),
        ("a: 1e3", "1e3"),
        ("a: 2021-08-01", "2021-08-01"),
        ("a: '12'", "12"),
        ('a: "true"', "true"),
        ("a: |\n  x\n  y\n", "x\ny\n"),
        ("a: [1, {b: c}]", [1, {"b": "c"}]),
    ],
)
def test_scalars(text: str, value: object) -> None:
    assert data(text) == {"a": value}
    assert type(data(text)["a"]) is type(value)  # type: ignore[index]


def test_keys_are_text() -> None:
    assert data("15: verified\ntrue: x") == {"15": "verified", "true": "x"}


def test_lines_of_keys_and_entries() -> None:
    page = read("x.yaml", b"a: 1\nb:\n  - x\n  - c: 2\n    d: [p,\n        q]\n")
    assert page.line(("a",)) == 1
    assert page.line(("b", 1, "d")) == 5
    assert page.line(("b", 1, "d", 1)) == 6
    assert page.line(("b", 0, "nothing", "here")) == 3
    assert page.line(("z",)) is None


def test_byte_order_mark_and_empty_file() -> None:
    assert read("x.yaml", "\ufeffa: 1".encode()).data == {"a": 1}
    assert read("x.yaml", b"").data is None
    assert read("x.yaml", b"# only a comment\n").data is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, ["“a”", "第 1 行"]),
        ("a: {b: 1,\n  b: 2}\n", 2, ["“b”", "第 1 行"]),
        ("a: &x 1\n", 1, ["锚点"]),
        ("a: [1]\nb: *x\n", None, ["锚点", "标签", "语法"]),
        ("a: &x [1]\nb: *x\n", 1, ["锚点"]),
        ("&k a: 1\n", 1, ["锚点"]),
        ("a: !!python/object:os.system x\n", 1, ["标签"]),
        ("a: !x\n", 1, ["标签"]),
        ("a: !!str 5\n", 1, ["标签"]),
        ("[a, b]: 1\n", 1, ["一个词"]),
        ("a: 1\n---\nb: 2\n", 2, ["---"]),
        ("a: 1\n\tb: 2\n", 2, ["语法"]),
        ("a: x: y\n", 1, ["冒号"]),
        ("a: [1, 2\nb: 3\n", None, ["语法"]),
        ("a: 'x\n", None, ["引号"]),
        ("a:\n  - x\n y: 1\n", None, ["语法"]),
        ("a: \x07\n", 1, ["控制字符"]),
    ],
)
def test_refused(text: str, line: int | None, words: list[str]) -> None:
    failure = refusal(text)
    if line is not None:
        assert failure.line == line
    assert any(word in failure.message for word in words), failure.message


def test_alias_alone_is_refused_before_anything_is_expanded() -> None:
    levels = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 9))
    assert "锚点" in refusal(f"l0: &l0 [x]\n{levels}\n").message


def test_encoding_size_and_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = refusal("a: 1\nb: 中".encode("gb18030"))
    assert failure.line == 2
    assert "UTF-8" in failure.message
    assert "嵌套" in refusal("a: " + "[" * 60 + "]" * 60).message
    monkeypatch.setattr(paper, "SIZE", 3)
    assert "3 字节" in refusal("a: 12").message


def test_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 'no'\nb: [1, true, {c: |\n  x\n}]\n"
    fast = "a: 'no'\nb: [1, true, {c: x}]\nd: \"2\"\n"
    expected = data(fast)
    monkeypatch.setattr(paper, "_LOADER", yaml.SafeLoader)
    assert data(fast) == expected
    assert "重复" in refusal("a: 1\na: 2\n").message
    assert "控制字符" in refusal("a: \x07\n").message
    assert refusal(text).line is not None
