"""Rule packs: manifest, what they build on, tailored rules, installed packs, lock; hostile folders end in a sentence."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linter import __version__
from linter.model.failure import Failure, RuleFailure, UsageFailure
from linter.model.rule import weighting_of
from linter.rulebook import examples, folder, load, locking, origins, packs, validate
from linter.rulebook.compiler import DENSE
from linter.rulebook.failure import RuleFailures
from linter.rulebook.manifest import fits
from tests.rulebook.conftest import Folder, kinds

PACK = "id: north\ntitle: {zh: 北省, en: North}\nversion: 1.0.0\n"
ID = "enforcement.disclosure"


@pytest.fixture
def pack(rules: Folder, make: Callable[[str], Folder]) -> Folder:
    """A sound pack laid over `rules`, whose coverage rule has `mention` as a mapping like the real kind."""
    made = make("north")
    made.put("pack.yaml", PACK)
    return made


def told(rules: Folder, *made: Folder) -> list[str]:
    return [str(f) for f in validate(rules.root, kinds, extra=tuple(m.root for m in made))]


# --- manifest and what a pack builds on


@pytest.mark.parametrize(
    ("version", "bounds", "held"),
    [
        ("0.1.0", ">=0.1", True), ("0.1.0", ">=0.1,<0.2", True), ("0.2.0", ">=0.1, <0.2", False), ("1.10", ">1.9", True),
        ("0.2.0rc1", "==0.2", True), ("0.1", "<=0.0.9", False), ("nonsense", ">=0.1", False),
    ],
)  # fmt: skip
def test_versions(version: str, bounds: str, held: bool) -> None:
    assert fits(version, bounds) is held


def test_a_sound_manifest(rules: Folder, pack: Folder) -> None:
    pack.put("pack.yaml", PACK + f'extends: builtin >={__version__}\nrequires: ">={__version__}"\ndescription: 示例\n')
    assert told(rules, pack) == []
    (found,) = packs.chain((pack.root,))
    assert (found.id, found.version, found.title_zh, found.name) == ("north", "1.0.0", "北省", "north")


@pytest.mark.parametrize(
    ("more", "line", "part"),
    [
        ("extend: builtin\n", 4, "是否想写“extends”"),
        ("extends: builtin > one\n", 4, "extends 的写法"),
        ("extends: builtin >=99\n", 4, "自带规则的版本为 >=99"),
        ('requires: ">=99"\n', 4, "fazhi-lint 的版本为 >=99"),
        ("requires: 99\n", 4, "应为文字"),
        ("extends: ../nowhere\n", 4, "不是文件夹"),
    ],
)
def test_what_a_manifest_may_not_say(rules: Folder, pack: Folder, more: str, line: int, part: str) -> None:
    pack.put("pack.yaml", PACK + more)
    try:
        (sentence,) = told(rules, pack)
    except RuleFailure as failure:
        sentence = str(failure)
    assert sentence.startswith(f"north/pack.yaml:{line}:")
    assert part in sentence


def test_the_name_of_the_built_in_rules_is_taken(rules: Folder, pack: Folder) -> None:
    pack.put("pack.yaml", PACK.replace("north", "builtin"))
    assert "builtin" in told(rules, pack)[0]


def test_a_pack_brings_the_one_it_builds_on(rules: Folder, pack: Folder, make: Callable[[str], Folder]) -> None:
    city = make("city")
    city.put("pack.yaml", "id: city\ntitle: {zh: 市, en: City}\nversion: 2\nextends: ../north\n".replace(": 2", ': "2"'))
    city.put("lexicon/enforcement.yaml", "+extra: [丙]\n")
    pack.put("lexicon/enforcement.yaml", "extra: [甲]\n+sanctions: [警告]\n")
    book = load(kinds, root=rules.root, extra=(city.root,), use_cache=False)
    assert book.lexicon["enforcement.extra"] == ["甲", "丙"]
    # named again, it is laid once
    assert load(kinds, root=rules.root, extra=(pack.root, city.root), use_cache=False).sha256 == book.sha256
    pack.put("pack.yaml", PACK + "extends: ../city\n")
    with pytest.raises(RuleFailure, match="成环"):
        packs.chain((city.root,))


def test_a_change_in_the_pack_below_is_seen_through_the_cache(rules: Folder, pack: Folder, make: Callable[[str], Folder]) -> None:
    city = make("city")
    city.put("pack.yaml", 'id: city\ntitle: {zh: 市, en: City}\nversion: "2"\nextends: ../north\n')
    first = load(kinds, root=rules.root, extra=(city.root,))
    pack.put("lexicon/enforcement.yaml", "+sanctions: [警告]\n")
    assert load(kinds, root=rules.root, extra=(city.root,)).lexicon != first.lexicon


def test_two_packs_of_one_id(pack: Folder, make: Callable[[str], Folder]) -> None:
    other = make("other")
    other.put("pack.yaml", PACK)
    with pytest.raises(RuleFailure, match="north"):
        packs.chain((pack.root, other.root))


def test_a_folder_without_manifest_is_a_pack_without_name(rules: Folder, make: Callable[[str], Folder]) -> None:
    plain = make("plain")
    plain.rule("enforcement/more.yaml", ("执法公示, en: Disclosure", "执法记录, en: Records"))
    assert told(rules, plain) == []
    assert packs.chain((plain.root,))[0].name == "plain"


# --- profiles


def test_a_pack_takes_a_level_over(rules: Folder, pack: Folder) -> None:
    rules.put("profiles/county.yaml", f"extends: default\ntitle: {{zh: 县, en: County}}\nlevels: [county]\nweights: {{{ID}: 2}}\n")
    pack.put("profiles/north-county.yaml", f"extends: county\ntitle: {{zh: 北县, en: N}}\nlevels: [county]\nweights: {{{ID}: 5}}\n")
    book = load(kinds, root=rules.root, extra=(pack.root,), use_cache=False)
    assert weighting_of(book.weightings, "county").id == "north-county"
    assert weighting_of(book.weightings, "county").weights == {ID: 5}
    assert weighting_of(book.weightings, "city").id == "default"
    assert book.weightings["county"].levels == ()


# --- tailored rules (the real kinds: toy ones have no evidence)


@pytest.fixture(scope="module")
def real() -> Callable[[], object]:
    from linter.checks.registry import kinds as registry

    return registry


def of_real(pack: Folder, tailor: str) -> list[str]:
    from linter.checks.registry import kinds as registry

    pack.put("tailor.yaml", tailor)
    return [str(f) for f in validate(None, registry, extra=(pack.root,))]


def test_a_rule_is_tailored(pack: Folder) -> None:
    from linter.checks.registry import kinds as registry

    pack.put(
        "tailor.yaml",
        "litigation.head-appearance.rate:\n  why: 通报\n  severity: error\n  mention: [一把手出庭…率]\n  except: [旁听率]\n  weak: [出庭制度]\n"
        "  evidence: [document: own]\n  examples: {mentioned: [一把手出庭的比率在公报登载。]}\n  also: {litigation.caseload: 说明}\n"
        "dispute.arbitration: {default: off}\nenforcement.supervision.action: {default: on}\n"
        "structure.section.next-year: {own: [来年打算]}\n",
    )
    before = {r.id: r for r in load(registry, use_cache=False).rules}
    after = {r.id: r for r in load(registry, extra=(pack.root,), use_cache=False).rules}
    old, new = before["litigation.head-appearance.rate"], after["litigation.head-appearance.rate"]
    assert (old.severity, new.severity) == ("warning", "error")
    assert new.spec["any"][:-1] == old.spec["any"] and new.spec["any"][-1][1] == ["一把手出庭", "率"]
    assert new.spec["except"] == [*old.spec["except"], "旁听率"]
    assert new.spec["evidence"]["any"] == [*old.spec["evidence"]["any"], {"document": "own"}]
    assert not after["dispute.arbitration"].on and after["enforcement.supervision.action"].on
    assert after["structure.section.next-year"].spec["own"][-1] == ["lit", "来年打算"]
    untouched = set(before) - {"litigation.head-appearance.rate", "dispute.arbitration", "structure.section.next-year"}
    assert all(before[rule] == after[rule] for rule in untouched)
    given = examples(None, (pack.root,))["litigation.head-appearance.rate"]
    assert given["examples"]["mentioned"][-1] == "一把手出庭的比率在公报登载。"
    assert given["also"]["litigation.caseload"] == "说明"
    marks = origins(None, (pack.root,))
    assert marks["litigation.head-appearance.rate"].mark == "~north"
    assert marks["litigation.head-appearance.rate"].changes[0].why == "通报"
    assert marks["litigation.caseload"].mark == ""


@pytest.mark.parametrize(
    ("tailor", "line", "part"),
    [
        ("litigation.head-apearance: {severity: error}\n", 1, "是否想写“litigation.head-appearance”"),
        ("litigation.judgment:\n  severty: error\n", 2, "是否想写“severity”"),
        ("litigation.judgment:\n  severity: 高\n", 2, "不在可选范围内"),
        ("litigation.judgment:\n  weight: 5\n", 2, "weight"),
        ("litigation.judgment:\n  own: [判决]\n", 2, "不能补充到“coverage”"),
        ("figures.sum-check:\n  mention: [合计]\n", 2, "不能补充到“relation”"),
        ("litigation.judgment:\n  evidence: [{figure: any}]\n", 2, "任何佐证都算数"),
        ("litigation.judgment:\n  units: [件]\n", 2, "任何量词都算数"),
        ("litigation.judgment:\n  why: 说\n  mention:\n    - 判决书\n    - {regx: 判决}\n", 5, "是否想写“regex”"),
        ("litigation.judgment:\n  mention:\n    - {regex: '(判决+)+书'}\n", 3, "判决"),
        ("litigation.judgment:\n  mention: [$litigation.nothing]\n", 2, "词表中没有"),
        ("litigation.judgment:\n  examples: {evidense: [x]}\n", 2, "是否想写“evidenced”"),
        ("litigation.judgment:\n  also: {litigation.x: y}\n", 2, "不存在"),
        ("litigation.judgment: {}\n", 1, "至少"),
    ],
)
def test_what_cannot_be_tailored(pack: Folder, tailor: str, line: int, part: str) -> None:
    sentences = of_real(pack, tailor)
    assert sentences, tailor
    assert all(sentence.startswith(f"north/tailor.yaml:{line}:") for sentence in sentences), sentences
    assert any(part in sentence for sentence in sentences), sentences


SLOW = ["(判决+)+书", "判决(?=书)", "(判决)书\\\\1", "判决.*书", "(?:判决|判决书)*案", "(?:判{1,90}决{1,90})书"]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_that_could_be_slow_is_refused_wherever_a_pack_puts_it(pack: Folder, pattern: str) -> None:
    assert of_real(pack, f'litigation.judgment: {{mention: [{{regex: "{pattern}"}}]}}\n')
    (pack.path / "tailor.yaml").unlink()
    skeleton = (Path(folder.package()) / "cli" / "skeleton.yaml").read_text("utf-8")
    from linter.checks.registry import kinds as registry

    pack.put("litigation/own.yaml", skeleton.replace("- 报告里的说法\n", '- {regex: "判决书{1,3}"}\n', 1))
    assert "litigation.own" in {rule.id for rule in load(registry, extra=(pack.root,), use_cache=False).rules}
    pack.put("litigation/own.yaml", skeleton.replace("- 报告里的说法\n", f'- {{regex: "{pattern}"}}\n', 1))
    with pytest.raises(RuleFailures, match=r"own\.yaml"):
        load(registry, extra=(pack.root,), use_cache=False)


def test_units_are_added_wherever_a_figure_has_some(pack: Folder) -> None:
    from linter.checks.registry import kinds as registry

    with_units = next(rule for rule, entry in examples().items() if "'units'" in str(entry["keys"].get("evidence", "")))
    assert of_real(pack, f"{with_units}: {{units: [帐篷]}}\n") == []
    rule = next(r for r in load(registry, extra=(pack.root,), use_cache=False).rules if r.id == with_units)
    assert "帐篷" in str(rule.spec["evidence"])


def test_a_later_pack_builds_on_what_an_earlier_one_tailored(pack: Folder, make: Callable[[str], Folder]) -> None:
    from linter.checks.registry import kinds as registry

    other = make("south")
    other.put("tailor.yaml", "litigation.judgment: {mention: [乙说法]}\n")
    assert of_real(pack, "litigation.judgment: {mention: [甲说法], severity: info}\n") == []
    rule = next(r for r in load(registry, extra=(pack.root, other.root), use_cache=False).rules if r.id == "litigation.judgment")
    assert [m[1] for m in rule.spec["any"][-2:]] == ["甲说法", "乙说法"]
    assert rule.severity == "info"


# --- installed packs


def install(site: Path, name: str, value: str, **files: str) -> None:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[fazhi_lint.rulepacks]\n{name} = {value}\n")
    for file, text in files.items():
        target = site / file.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "site"
    path.mkdir()
    monkeypatch.syspath_prepend(str(path))
    known = set(sys.modules)
    yield path
    for name in set(sys.modules) - known:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("value", "module"),
    [
        ("northpack:FOLDER", "import os\nFOLDER = os.path.join(os.path.dirname(__file__), 'rules')\n"),
        ("northpack:folder", "from pathlib import Path\ndef folder():\n    return Path(__file__).parent / 'rules'\n"),
        ("northpack:folder", "from importlib.resources import files\ndef folder():\n    return files('northpack').joinpath('rules')\n"),
        ("northpack", "BROKEN = None\n"),
    ],
)
def test_an_installed_pack(site: Path, rules: Folder, value: str, module: str) -> None:
    install(site, "northpack", value)
    (site / "northpack" / "rules" / "lexicon").mkdir(parents=True)
    (site / "northpack" / "__init__.py").write_text(module)
    (site / "northpack" / "rules" / "pack.yaml").write_text(PACK)
    (site / "northpack" / "rules" / "lexicon" / "enforcement.yaml").write_text("+sanctions: [警告]\n")
    load(kinds, root=rules.root, use_cache=False)
    assert "northpack" not in sys.modules, "no code of others without its name"
    found = packs.resolve("pack:northpack", "/anywhere")
    assert os.path.samefile(found, site / "northpack" / "rules")
    book = load(kinds, root=rules.root, extra=("pack:northpack",), use_cache=False)
    assert book.lexicon["enforcement.sanctions"][-1] == "警告"


def test_a_pack_that_is_not_installed(site: Path) -> None:
    with pytest.raises(UsageFailure, match="未发现已安装"):
        packs.resolve("pack:north", ".")
    install(site, "northpack", "northpack")
    with pytest.raises(UsageFailure, match="是否想写“northpack”"):
        packs.resolve("pack:nothpack", ".")


@pytest.mark.parametrize("module", ["raise RuntimeError('secret')\n", "FOLDER = 7\n", "FOLDER = '/nowhere/at/all'\n", ""])
def test_a_pack_that_cannot_be_used(site: Path, module: str) -> None:
    install(site, "northpack", "northpack:FOLDER")
    (site / "northpack.py").write_text(module)
    with pytest.raises(UsageFailure) as failure:
        packs.resolve("pack:northpack", ".")
    assert "northpack" in str(failure.value) and "secret" not in str(failure.value)


def test_a_path_is_taken_from_the_configuration() -> None:
    assert packs.resolve("../rules", "/repo/conf") == os.path.normpath("/repo/rules")
    assert packs.resolve("/abs", "/repo") == os.path.normpath("/abs")


# --- lock


def test_lock(pack: Folder, tmp_path: Path) -> None:
    lock = tmp_path / "fazhi-rules.lock"
    held = locking.state((pack.root,))
    assert [(h.id, h.version) for h in held] == [("builtin", __version__), ("north", "1.0.0")]
    lock.write_text(locking.text(held))
    locking.locked(str(lock), (pack.root,))
    with pytest.raises(UsageFailure, match="缺少 north"):
        locking.locked(str(lock))
    pack.put("lexicon/more.yaml", "[甲]\n")
    with pytest.raises(UsageFailure, match=rf"north 应为 1\.0\.0 {held[1].sha256[:12]}，现为 1\.0\.0 ") as failure:
        locking.locked(str(lock), (pack.root,))
    assert "builtin 应为" not in str(failure.value)
    (pack.path / "lexicon" / "more.yaml").unlink()
    lock.write_text(locking.text(held[:1]))
    with pytest.raises(UsageFailure, match="多出 north"):
        locking.locked(str(lock), (pack.root,))


def test_the_order_of_packs_is_locked_too(pack: Folder, make: Callable[[str], Folder], tmp_path: Path) -> None:
    south = make("south")
    south.put("lexicon/south.yaml", "[甲]\n")
    lock = tmp_path / "lock"
    lock.write_text(locking.text(locking.state((pack.root, south.root))))
    locking.locked(str(lock), (pack.root, south.root))
    with pytest.raises(UsageFailure, match="builtin、north、south，现为 builtin、south、north"):
        locking.locked(str(lock), (south.root, pack.root))


def test_lock_of_the_built_in_rules_is_the_hash_of_a_result() -> None:
    from linter.checks.registry import kinds as registry

    assert locking.state()[0].sha256 == load(registry, use_cache=False).sha256


@pytest.mark.parametrize("text", ["", "packs: []\n", "schema: other\npacks: [{id: a, version: '1', sha256: b}]\n", "a: [", "\0"])
def test_a_lock_that_is_none(tmp_path: Path, text: str) -> None:
    lock = tmp_path / "lock"
    lock.write_text(text)
    with pytest.raises(UsageFailure, match="重新写出"):
        locking.locked(str(lock))
    with pytest.raises(UsageFailure, match="找不到"):
        locking.locked(str(tmp_path / "nothing"))


# --- hostile folders


def loops(path: Path) -> None:
    (path / "a").mkdir()
    (path / "a" / "b").symlink_to(path)
    (path / "a" / "c").symlink_to(path)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "link to a folder": loops,
    "link to itself": lambda path: (path / "x.yaml").symlink_to(path / "x.yaml"),
    "link to a device": lambda path: (path / "lexicon.yaml").symlink_to("/dev/zero"),
    "pipe": lambda path: os.mkfifo(path / "pipe.yaml"),
    "pipe as manifest": lambda path: ((path / "pack.yaml").unlink(), os.mkfifo(path / "pack.yaml")),
    "huge file": lambda path: (path / "huge.yaml").write_bytes(b"a" * 1_000_001),
    "huge sparse file": lambda path: ((path / "sparse.yaml").touch(), os.truncate(path / "sparse.yaml", 1 << 33)),
    "many words": lambda path: (path / "many.yaml").write_text("- 甲\n" * (DENSE + 1)),
    "laughs": lambda path: (path / "tailor.yaml").write_text("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"),
    "tag": lambda path: (path / "tailor.yaml").write_text("a: !!python/object/apply:os.system ['true']\n"),
    "duplicate key": lambda path: (path / "tailor.yaml").write_text(f"{ID}: {{severity: info}}\n{ID}: {{severity: error}}\n"),
    "old boolean": lambda path: (path / "tailor.yaml").write_text(f"{ID}: {{default: no}}\n"),
    "depth": lambda path: (path / "tailor.yaml").write_text("[" * 100_000),
    "key of brackets": lambda path: (path / "tailor.yaml").write_text("{" * 100_000),
    "binary": lambda path: (path / "tailor.yaml").write_bytes(bytes(range(256)) * 100),
    "two documents": lambda path: (path / "pack.yaml").write_text(PACK + "---\n" + PACK),
    "slow list": lambda path: ((path / "lexicon").mkdir(), (path / "lexicon" / "enforcement.yaml").write_text("+sanctions: ['(甲+)+乙']\n")),
    "list as manifest": lambda path: (path / "pack.yaml").write_text("[1]\n"),
}


@pytest.mark.skipif(os.name != "posix", reason="pipes and links")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_folders_are_refused(rules: Folder, pack: Folder, name: str) -> None:
    HOSTILE[name](pack.path)
    with pytest.raises(Failure) as failure:
        load(kinds, root=rules.root, extra=(pack.root,))
    assert isinstance(failure.value, RuleFailure | RuleFailures)
    assert len(str(failure.value)) < 2000


def test_a_word_with_a_plus_is_a_word(rules: Folder, pack: Folder) -> None:
    pack.put("lexicon/enforcement.yaml", "+sanctions: [互联网+监管, 行政处罚（当场）]\n")
    assert told(rules, pack) == []


def test_a_folder_with_far_too_many_names(pack: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MANY", 5)
    for number in range(6):
        pack.put(f"n{number}.txt", "")
    with pytest.raises(RuleFailure, match="超过 5 个"):
        folder.listing(pack.root)


def test_errors_nested_in_errors_come_to_an_end(pack: Folder) -> None:
    """A tree of faulty matchers is what a schema is slowest at; a pack has no room for one that takes long."""
    matcher = "{any: [x], al: y}"
    for _ in range(6):
        matcher = f"{{any: [{matcher}, {matcher}], within: x}}"
    assert of_real(pack, f"litigation.judgment: {{mention: [{matcher}]}}\n")
