"""Paths as CI systems look them up: relative to the repository, with strokes, percent-encoded where a URI is wanted."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.output.address import is_absolute, located, uri


@pytest.mark.parametrize(
    ("path", "folder", "root", "place", "written"),
    [
        ("报告.md", "/库", "/库", "报告.md", "%E6%8A%A5%E5%91%8A.md"),
        ("./某县 2025.docx", "/r", "/r", "某县 2025.docx", "%E6%9F%90%E5%8E%BF%202025.docx"),
        ("a.md", "/r/县级", "/r", "县级/a.md", "%E5%8E%BF%E7%BA%A7/a.md"),
        ("../a.md", "/r/x", "/r", "a.md", "a.md"),
        ("/r/x/a.md", "/r/y", "/r", "x/a.md", "x/a.md"),
        ("../../b.md", "/r/x", "/r", "/b.md", "file:///b.md"),
        ("/tmp/报告 1.md", "/r", "/r", "/tmp/报告 1.md", "file:///tmp/%E6%8A%A5%E5%91%8A%201.md"),
        ("..a/b.md", "/r", "/r", "..a/b.md", "..a/b.md"),
        ("a:b.md", "/r", "/r", "a:b.md", "a%3Ab.md"),
        ("a\\b.md", "/r", "/r", "a\\b.md", "a%5Cb.md"),
        ("50%.md", "/r", "/r", "50%.md", "50%25.md"),
        ("a#b?c.md", "/r", "/r", "a#b?c.md", "a%23b%3Fc.md"),
        ("x\\报告.docx", "C:\\库\\y", "C:\\库", "y/x/报告.docx", "y/x/%E6%8A%A5%E5%91%8A.docx"),
        ("C:/库/a.md", "c:\\库", "c:\\库", "a.md", "a.md"),
        ("D:\\a b.md", "C:\\库", "C:\\库", "D:/a b.md", "file:///D:/a%20b.md"),
        ("\\\\server\\share\\a.md", "C:\\r", "C:\\r", "//server/share/a.md", "file://server/share/a.md"),
        ("dir/../a.md", "", "", "a.md", "a.md"),
        ("a\udcff.md", "/r", "/r", "a\udcff.md", "a%FF.md"),
        ("a\ud800.md", "/r", "/r", "a\ud800.md", "a%3F.md"),
    ],
)
def test_places(path: str, folder: str, root: str, place: str, written: str) -> None:
    assert located(path, folder, root) == place
    assert uri(place) == written
    assert is_absolute(place) == written.startswith("file:")


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=8), min_size=1, max_size=4))
def test_any_name_comes_back(parts: list[str]) -> None:
    path = "/".join(parts)
    place = located(path, "/r", "/r")
    if is_absolute(place):
        return
    written = uri(place)
    split = urlsplit(written)
    assert written.isascii() and " " not in written
    assert (split.scheme, split.netloc, split.query, split.fragment) == ("", "", "", "")
    assert unquote(split.path) == place
