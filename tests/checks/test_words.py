"""Word boundaries, asked of jieba only where a rule says `words`."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from linter.checks import words
from linter.checks.words import Segmenter
from tests.checks.toy import Toys


class Fixed(Segmenter):
    """A segmenter whose words are known."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self._cut = lambda text: list(words)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 2, True), (2, 6, True), (2, 4, True), (1, 3, False), (0, 3, False), (3, 4, False), (4, 6, True), (5, 6, False), (6, 8, False)],
)
def test_stands_on_boundaries(start: int, end: int, expected: bool) -> None:
    assert Fixed("组织", "行政", "听证").stands("组织行政听证", start, end) is expected


def test_words_joined_give_the_text() -> None:
    text = "县政府常务会议第6次研究行政复议工作，"
    assert "".join(Segmenter().words(text)) == text


def test_a_rule_may_ask_for_a_whole_word(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [{words: 政协}]}}\nb: {mention: {any: [政协]}}")
    assert bench.items("接受政协监督12次。").statuses() == {"a": "evidenced", "b": "evidenced"}
    assert bench.items("审查行政协议12件。").statuses() == {"a": "absent", "b": "evidenced"}


def test_nothing_is_imported_until_a_rule_asks() -> None:
    code = "import sys; from linter.checks.words import Segmenter; Segmenter(); print('jieba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kept", ["none", "sound", "broken", "folder"])
def test_the_cache_is_our_own_and_may_be_anything(tmp_path: Path, kept: str) -> None:
    """A dictionary cache of ours is used, a broken one or none at all changes nothing."""
    code = "from linter.checks.words import Segmenter; s = Segmenter(); print('/'.join(s.words('审查行政协议')), s.stands('审查行政协议', 3, 5))"
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    folder = tmp_path / "fazhi-lint"
    if kept == "broken":
        folder.mkdir()
        (folder / "jieba.cache").write_bytes(b"no marshal")
    elif kept == "folder":
        tmp_path.joinpath("fazhi-lint").write_text("in the way", "utf-8")
    runs = 2 if kept == "sound" else 1
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert done.stdout.strip() == "审查/行政/协议 False", done.stderr
    if kept != "folder":
        assert oct(folder.stat().st_mode & 0o777) in ("0o700", "0o755")


def test_in_a_process_that_already_uses_jieba(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """pkg_resources is there already, the cache folder cannot be made, the dictionary is loaded: all the same words."""
    (tmp_path / "fazhi-lint").write_text("in the way", "utf-8")
    expected = Segmenter().words("审查行政协议")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pkg_resources", ModuleType("pkg_resources"))
    assert Segmenter().words("审查行政协议") == expected == ["审查", "行政", "协议"]
    assert isinstance(sys.modules["pkg_resources"], ModuleType)


def test_rjieba_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rjieba:
        @staticmethod
        def cut(text: str) -> list[str]:
            return [text[:1], text[1:]]

    monkeypatch.setitem(sys.modules, "rjieba", Rjieba)
    assert words.Segmenter().words("行政协议") == ["行", "政协议"]
