"""Loading: the compiled form, the per-user cache, and everything that must send it back to YAML."""

import gc
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import linter
from linter.model.failure import RuleFailure
from linter.model.rule import LEVELS, STAGES
from linter.rulebook import cache, folder, load
from linter.rulebook.failure import RuleFailures

CHECKOUT = Path(linter.__file__).parent.parent


def never():  # type: ignore[no-untyped-def]
    raise AssertionError("a cache hit needs no check kinds")


def stored(own_cache: Path) -> list[Path]:
    return sorted((own_cache / "fazhi-lint").glob("*"))


def test_rule_as_written(rules, registry) -> None:  # type: ignore[no-untyped-def]
    applies = "applies: {levels: [city], years: [2021, null], traits: [enforces], stages: [published], when: [罚没]}\n"
    rules.rule("enforcement/system.yaml", ("执法公示, en", "三项制度, en"))
    rules.rule(more=applies + "requires: enforcement.system\ncollective: enforcement.system\nfamily: enforcement.disclosure\ndefault: off\nleast: 2\n")
    book = load(registry, root=rules.root, use_cache=False)
    assert [rule.id for rule in book.rules] == ["enforcement.disclosure", "enforcement.system"]
    rule, plain = book.rules
    assert rule._asdict() == {
        "id": "enforcement.disclosure",
        "title_zh": "执法公示",
        "title_en": "Disclosure",
        "pack": "core",
        "stability": "stable",
        "replaced_by": "",
        "basis": (("outline", "2", "", "verified"),),
        "levels": ("city",),
        "years": (2021, None),
        "traits": ("enforces",),
        "stages": ("published",),
        "severity": "warning",
        "weight": 3,
        "check": "coverage",
        "spec": {"mention": ["执法公示"], "least": 2, "when": ["罚没"]},
        "advice_zh": "补充条数。",
        "advice_en": "Give figures.",
        "family": "enforcement.disclosure",
        "collective": "enforcement.system",
        "requires": "enforcement.system",
        "on": False,
    }
    assert plain.on
    assert (plain.levels, plain.years, plain.traits, plain.stages) == (LEVELS, (None, None), (), STAGES)
    assert book.version == linter.__version__


def test_content_hash_follows_content_not_times(rules, registry) -> None:  # type: ignore[no-untyped-def]
    first = load(registry, root=rules.root, use_cache=False).sha256
    os.utime(rules.path / "sources.yaml", (1, 1))
    assert load(registry, root=rules.root, use_cache=False).sha256 == first
    rules.rule(more="# a comment\n")
    assert load(registry, root=rules.root, use_cache=False).sha256 != first


def test_second_load_needs_neither_yaml_nor_kinds(rules, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    first = load(registry, root=rules.root)
    (file,) = stored(own_cache)
    assert load(never, root=rules.root) == first
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert gc.isenabled()


def test_no_cache_reads_yaml_and_keeps_nothing(rules, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    load(registry, root=rules.root, use_cache=False)
    assert not own_cache.exists()
    load(registry, root=rules.root)
    with pytest.raises(AssertionError, match="needs no check kinds"):
        load(never, root=rules.root, use_cache=False)


@pytest.mark.parametrize("change", ["edit", "touch", "add", "remove", "lexicon"])
def test_every_change_of_the_folder_is_seen(rules, registry, change: str) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/second.yaml", ("执法公示, en", "第二, en"))
    load(registry, root=rules.root)
    if change == "edit":
        rules.rule("enforcement/disclosure.yaml", ("weight: 3", "weight: 4"))
    elif change == "touch":
        os.utime(rules.path / "sources.yaml", (1, 1))
    elif change == "add":
        rules.rule("enforcement/third.yaml", ("执法公示, en", "第三, en"))
    elif change == "remove":
        (rules.path / "enforcement/second.yaml").unlink()
    else:
        rules.put("lexicon/new.yaml", "[甲]")
    with pytest.raises(AssertionError, match="needs no check kinds"):
        load(never, root=rules.root)
    fresh = load(registry, root=rules.root)
    assert load(never, root=rules.root) == fresh


def test_packs_have_a_cache_of_their_own(rules, make, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    pack = make("pack")
    pack.rule("enforcement/local.yaml", ("执法公示, en", "本省, en"))
    assert len(load(registry, root=rules.root).rules) == 1
    assert len(load(registry, root=rules.root, extra=(pack.root,)).rules) == 2
    assert len(stored(own_cache)) == 2
    assert len(load(never, root=rules.root, extra=(pack.root,)).rules) == 2
    assert len(load(never, root=rules.root).rules) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"no header",
        lambda data: data[:-1],
        lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
        lambda data: data.replace(f" {cache.FORMAT} ".encode(), b" 0 ", 1),
        lambda data: data.replace(linter.__version__.encode(), b"9.9.9", 1),
    ],
)
def test_a_spoilt_cache_is_rebuilt(rules, registry, own_cache: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    first = load(registry, root=rules.root)
    (file,) = stored(own_cache)
    sound = file.read_bytes()
    file.write_bytes(spoil(sound))
    with pytest.raises(AssertionError, match="needs no check kinds"):
        load(never, root=rules.root)
    assert load(registry, root=rules.root) == first
    assert file.read_bytes() == sound


def test_a_payload_of_another_make_is_rebuilt(rules, registry, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(cache, "_flatten", lambda book: {"rules": [(1, 2)]})
    load(registry, root=rules.root)
    assert len(stored(own_cache)) == 1
    with pytest.raises(AssertionError, match="needs no check kinds"):
        load(never, root=rules.root)
    assert gc.isenabled()


def test_gc_is_left_as_it_was(rules, registry) -> None:  # type: ignore[no-untyped-def]
    load(registry, root=rules.root)
    gc.disable()
    try:
        load(never, root=rules.root)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_bytes_depend_on_the_rules_alone(rules, registry) -> None:  # type: ignore[no-untyped-def]
    book = load(registry, root=rules.root, use_cache=False)
    again = load(registry, root=rules.root, use_cache=False)
    kept = [rule.title_zh for rule in again.rules] * 3  # other references to the same strings
    assert cache.pack(book, "s") == cache.pack(again, "s")
    assert kept


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_others_can_write_is_not_trusted(rules, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    load(registry, root=rules.root)
    folder_path = own_cache / "fazhi-lint"
    folder_path.chmod(0o777)
    with pytest.raises(AssertionError, match="needs no check kinds"):
        load(never, root=rules.root)
    (file,) = stored(own_cache)
    before = file.read_bytes()
    os.utime(rules.path / "sources.yaml", (1, 1))
    load(registry, root=rules.root)
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_link_in_place_of_the_folder_is_not_trusted(rules, registry, own_cache: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    own_cache.mkdir()
    (own_cache / "fazhi-lint").symlink_to(tmp_path / "elsewhere")
    load(registry, root=rules.root)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_done_without(rules, registry, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    own_cache.write_text("a file where the folder should be")
    assert len(load(registry, root=rules.root).rules) == 1
    own_cache.unlink()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(cache.os, "replace", full)
    assert len(load(registry, root=rules.root).rules) == 1
    assert stored(own_cache) == []
    monkeypatch.undo()
    monkeypatch.setattr("builtins.open", full)
    assert not cache.store(str(own_cache / "fazhi-lint" / "x"), b"data")


def test_place_on_windows_is_private_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache.os, "name", "nt")
    assert cache.private(str(tmp_path / "anything"))


@pytest.mark.parametrize("value", [None, "", " ", "/tmp/somewhere"])
def test_cache_folder_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    import platformdirs

    if value is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", value)
    expected = platformdirs.user_cache_dir("fazhi-lint", appauthor=False)
    assert cache.directory() == expected
    monkeypatch.setattr(cache.sys, "platform", "another")
    assert cache.directory() == expected


def test_shipped_form_is_used_as_long_as_the_files_are_those_recorded(rules, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    book = load(registry, root=rules.root, use_cache=False)
    rules.put("compiled.bin", cache.pack(book, folder.sizes(rules.root)))
    os.utime(rules.path / "sources.yaml", (1, 1))  # installers do not keep times
    assert load(never, root=rules.root) == book
    assert not own_cache.exists()
    rules.rule(more="least: 2\n")
    assert load(registry, root=rules.root).rules[0].spec["least"] == 2
    assert len(stored(own_cache)) == 1


def test_a_pack_is_not_answered_by_the_shipped_form(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    rules.put("compiled.bin", cache.pack(load(registry, root=rules.root, use_cache=False), folder.sizes(rules.root)))
    pack = make("pack")
    pack.rule("enforcement/local.yaml", ("执法公示, en", "本省, en"))
    assert len(load(registry, root=rules.root, extra=(pack.root,)).rules) == 2


def test_all_faults_are_raised_together_and_nothing_is_kept(rules, registry, own_cache: Path) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/a.yaml", ("weight: 3", "weight: 9"))
    rules.rule("enforcement/b.yaml", ("weight: 3", "weight: 8"))
    with pytest.raises(RuleFailures) as caught:
        load(registry, root=rules.root)
    assert [failure.file for failure in caught.value.failures] == ["rules/enforcement/a.yaml", "rules/enforcement/b.yaml"]
    assert str(caught.value).count("\n") == 1
    assert not own_cache.exists()


def test_home_prefers_the_package_then_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.home() == str(CHECKOUT / "rules")
    (tmp_path / "site/linter").mkdir(parents=True)
    monkeypatch.setattr(linter, "__file__", str(tmp_path / "site/linter/__init__.py"))
    (tmp_path / "site/rules").mkdir()  # another distribution's
    with pytest.raises(RuleFailure, match="请重新安装"):
        folder.home()
    (tmp_path / "site/rules/sources.yaml").write_text("sources: {}\n")
    assert folder.home() == str(tmp_path / "site/rules")
    (tmp_path / "site/linter/rules").mkdir()
    assert folder.home() == str(tmp_path / "site/linter/rules")


HIT = """
import sys
import linter.model.rule
before = set(sys.modules)
def kinds():
    raise SystemExit("kinds were asked for")
from linter.rulebook import load
book = load(kinds, root=sys.argv[1])
new = set(sys.modules) - before
heavy = {"yaml", "jsonschema", "pathlib", "dataclasses", "difflib", "hashlib", "platformdirs", "importlib.resources", "inspect", "tempfile"}
print(len(book.rules), sorted(new & heavy))
"""


def test_a_hit_reads_no_yaml_and_imports_little(rules, registry) -> None:  # type: ignore[no-untyped-def]
    for number in range(200):
        rules.rule(f"enforcement/g{number % 20}/r{number}.yaml", ("执法公示, en", f"事项{number}, en"))
    load(registry, root=rules.root)
    done = subprocess.run(
        [sys.executable, "-c", HIT, rules.root],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "201 []\n"
