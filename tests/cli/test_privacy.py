"""Nothing leaves the machine, and no sentence of a document gets into a message or a log."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SECRET = "青岚县常务会议内部讨论情况不宜公开"


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every way to the network fails the test."""
    tried: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        tried.append(arguments)
        raise AssertionError("the network was used")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    yield tried
    assert tried == []


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "examples", "--fail-on", "never"),
        ("check", "examples", "--format", "html", "--fail-on", "never", "--no-cache"),
        ("explain", "enforcement.three-systems.disclosure", "examples/白石县2023年法治政府建设工作情况报告.docx"),
        ("text", "examples/云泽市2024年法治政府建设年度报告.docx"),
        ("checklist",),
        ("check", "examples", "--output-file", "docx=/dev/null", "--fail-on", "never"),
        ("check", "examples", "--output-file", "xlsx=/dev/null", "--fail-on", "never"),
        ("rules", "check"),
        ("rules", "schema"),
        ("doctor",),
    ],
    ids=lambda a: " ".join(a[:2]),
)
def test_no_network(command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments).code == 0


def test_a_page_asks_for_nothing(command: Command, strong: Path) -> None:
    page = command("check", strong, "-f", "html").out
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+", page))
    assert addresses <= {"http://www.w3.org"}, "only the name of the SVG namespace"
    assert not re.search(r"<script|@import|url\(", page)


@pytest.mark.parametrize(
    "command_line", [("check",), ("text",), ("explain", "openness.requests"), ("check", "-f", "json"), ("check", "-q")]
)
@pytest.mark.parametrize(
    "data",
    [
        (SECRET * 3).encode("utf-8") + b"\x00\x01\x02",
        (SECRET * 3).encode("utf-16-le")[1:] + b"\xff\xfe\xff",
        b"PK\x03\x04" + SECRET.encode("utf-8") * 9,
        b"%PDF-1.7\n" + SECRET.encode("utf-8") * 9,
        (SECRET + "\n").encode("gb18030")[:-2],
    ],
    ids=["binary", "broken", "zip", "pdf", "cut"],
)
def test_messages_never_quote_the_document(command: Command, tmp_path: Path, command_line: tuple[str, ...], data: bytes) -> None:
    name, *rest = command_line
    (tmp_path / "a.txt").write_bytes(data)
    answer = command(name, *rest, tmp_path / "a.txt")
    assert "Traceback" not in answer.err
    pieces = [SECRET[i : i + 4] for i in range(len(SECRET) - 3)]
    assert not any(piece in answer.err for piece in pieces)
    if answer.code == 3 and name != "explain":
        assert not any(piece in answer.out for piece in pieces)


def test_a_report_of_another_genre_is_refused_without_quoting_it(command: Command, other: Path) -> None:
    answer = command("check", other)
    sentences = [s for s in re.split(r"[，。\s]", other.read_text("utf-8")) if len(s) >= 6]
    assert sentences
    assert not any(s in answer.out + answer.err for s in sentences)


def test_the_cache_holds_no_document(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stays on the disk after a run is compiled rules, in a folder only the user can open."""
    report = tmp_path / "a.md"
    report.write_text(f"# 青岚县2024年法治政府建设年度报告\n\n## 一、主要成效\n\n{SECRET}，研究议题 9 次。\n", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    command("check", report, "--assume-report")
    command("explain", "openness.requests", report)
    files = [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
    assert files
    assert not any(SECRET.encode("utf-8") in p.read_bytes() for p in files)
    assert all(p.stat().st_mode & 0o077 == 0 for p in (tmp_path / "cache").iterdir())
