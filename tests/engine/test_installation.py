"""What `doctor` looks at, on sound and unsound installations."""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

import linter
from linter.installation import Examined, examine
from linter.model.failure import RuleFailure


def by_name(found: list[Examined]) -> dict[str, Examined]:
    return {entry.what: entry for entry in found}


def test_this_installation_is_sound() -> None:
    found = examine()
    assert [e for e in found if not e.ok and not e.optional] == []
    named = by_name(found)
    assert {"Python", "规则", "yaml", "jsonschema", "jieba", "typer", "中文字体"} <= set(named)
    assert named["Python"].detail == sys.version.split()[0]
    assert "条，版本" in named["规则"].detail
    assert named["jieba"].optional
    assert not named["yaml"].optional


def test_another_distribution_took_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linter, "__dist__", "other")
    named = by_name(examine())
    assert not named["安装文件"].ok
    assert not named["安装文件"].optional
    assert "规则" not in named, "with files of another distribution the rules are not even looked for"


def test_two_distributions_share_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "packages_distributions", lambda: {"linter": ["fazhi_lint", "linter"]})
    package = by_name(examine())["软件包"]
    assert not package.ok
    assert "linter" in package.detail


def test_running_from_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    known = metadata.distribution

    def missing(name: str) -> metadata.Distribution:
        if name == "fazhi-lint":
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    files = by_name(examine())["安装文件"]
    assert files.ok
    assert files.optional


class Record:
    """A distribution whose record lists files below a folder."""

    def __init__(self, folder: Path, files: list[metadata.PackagePath]) -> None:
        self.folder = folder
        self.files = files

    def locate_file(self, file: metadata.PackagePath) -> Path:
        return self.folder / str(file)


def recorded(name: str, digest: str | None) -> metadata.PackagePath:
    path = metadata.PackagePath(name)
    path.hash = metadata.FileHash(f"sha256={digest}") if digest else None
    return path


def test_changed_and_missing_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "linter").mkdir()
    (tmp_path / "linter" / "sound.py").write_bytes(b"")
    (tmp_path / "linter" / "changed.py").write_bytes(b"x")
    empty = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"  # the hash of no bytes
    files = [
        recorded("linter/sound.py", empty),
        recorded("linter/changed.py", empty),
        recorded("linter/gone.py", empty),
        recorded("linter/unlisted.py", None),
        recorded("linter/cached.pyc", empty),
        recorded("fazhi_lint.dist-info/RECORD", empty),
    ]
    known = metadata.distribution
    monkeypatch.setattr(metadata, "distribution", lambda name: Record(tmp_path, files) if name == "fazhi-lint" else known(name))
    entry = by_name(examine())["安装文件"]
    assert not entry.ok
    assert entry.detail.startswith("2 个文件与安装记录不符（如 linter/changed.py）")
    del files[1:]
    assert by_name(examine())["安装文件"].detail == "与安装记录一致"


def test_rules_that_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuleFailure("rules/a.yaml", 3, "没有这个词表")

    monkeypatch.setattr("linter.engine.load", broken)
    entry = by_name(examine())["规则"]
    assert (entry.ok, entry.detail) == (False, "rules/a.yaml:3: 没有这个词表")


@pytest.mark.parametrize(("module", "optional"), [("xlsxwriter", True), ("defusedxml", False)])
def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch, module: str, optional: bool) -> None:
    found = importlib.import_module

    def without(name: str, package: str | None = None) -> object:
        if name == module:
            raise ImportError(name)
        return found(name, package)

    monkeypatch.setattr("linter.installation.import_module", without)
    entry = by_name(examine())[module]
    assert (entry.ok, entry.optional) == (False, optional)
    assert entry.detail.startswith("未安装")


@pytest.mark.parametrize(("version", "ok"), [("0.20.0", True), ("0.28.5", True), ("0.29.0", False), ("1.0", False)])
def test_typer(monkeypatch: pytest.MonkeyPatch, version: str, ok: bool) -> None:
    known = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: version if name == "typer" else known(name))
    entry = by_name(examine())["typer"]
    assert entry.ok is ok
    assert version in entry.detail
    assert entry.optional


def listing(text: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *_, **__: subprocess.CompletedProcess([], 0, text, "")


def test_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert by_name(examine())["中文字体"].ok
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/fc-list")
    for text, ok in (("字体文件: 某宋体\n", True), ("\n", False)):
        monkeypatch.setattr(subprocess, "run", listing(text))
        entry = by_name(examine())["中文字体"]
        assert (entry.ok, entry.optional) == (ok, True)


def test_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "soffice"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o700)
    monkeypatch.setenv("FAZHI_LINT_SOFFICE", str(own))
    entry = by_name(examine())["LibreOffice"]
    assert (entry.ok, entry.optional, str(own) in entry.detail) == (True, True, True)
    for value, ok in (("", True), ("soffice", False), (str(tmp_path / "nowhere"), False)):
        monkeypatch.setenv("FAZHI_LINT_SOFFICE", value)
        entry = by_name(examine())["LibreOffice"]
        assert (entry.ok, entry.optional) == (ok, True)
        assert "FAZHI_LINT_SOFFICE" in entry.detail
        assert entry.detail.endswith(".doc、.wps、.rtf 请先另存为 .docx")
    monkeypatch.delenv("FAZHI_LINT_SOFFICE")
    monkeypatch.setattr("linter.reading.office.program", lambda: None)
    assert by_name(examine())["LibreOffice"].detail.startswith("未安装")
