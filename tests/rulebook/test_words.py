"""Word lists: names, what a pack adds, what is refused."""

from linter.model.lexicon import Lexicon
from linter.rulebook import load


def lexicon(rules, registry, *extra: str) -> Lexicon:  # type: ignore[no-untyped-def]
    return Lexicon(load(registry, root=rules.root, extra=extra, use_cache=False).lexicon)


def test_names_of_lists_and_tables(rules, registry) -> None:  # type: ignore[no-untyped-def]
    rules.put("lexicon/places.yaml", "[青岚县, 云泽市]")
    rules.put("lexicon/reading/web.yaml", "crumb: '首页.{0,20}正文'\n")
    found = lexicon(rules, registry)
    assert found.names() == ["enforcement.kinds", "enforcement.sanctions", "places", "reading.web.crumb"]
    assert found.words("enforcement.sanctions") == ("行政处罚", "行政许可")
    assert found.table("enforcement.kinds") == {"department": ["局$"], "town": ["镇$"]}
    assert found.words("places") == ("青岚县", "云泽市")


def test_a_pack_adds_words_lists_and_tables(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    rules.put("lexicon/places.yaml", "[青岚县]")
    pack = make("pack")
    pack.put("lexicon/enforcement.yaml", "+sanctions: [行政许可, 行政强制]\n+kinds: {zone: [开发区$]}\nown: [三书一函]\n")
    pack.put("lexicon/places.yaml", "+: [云泽市]\n")
    found = lexicon(rules, registry, pack.root)
    assert found.words("enforcement.sanctions") == ("行政处罚", "行政许可", "行政强制")
    assert found.table("enforcement.kinds") == {"department": ["局$"], "town": ["镇$"], "zone": ["开发区$"]}
    assert found.words("enforcement.own") == ("三书一函",)
    assert found.words("places") == ("青岚县", "云泽市")


def test_rules_see_what_a_pack_added(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    rules.rule("enforcement/disclosure.yaml", ("[执法公示]", "[$enforcement.sanctions]"))
    pack = make("pack")
    pack.put("lexicon/enforcement.yaml", "+sanctions: [行政强制]\n")
    book = load(registry, root=rules.root, extra=(pack.root,), use_cache=False)
    assert book.rules[0].spec["mention"] == ["行政处罚", "行政许可", "行政强制"]


def test_refused(rules, faults) -> None:  # type: ignore[no-untyped-def]
    rules.put("lexicon/a.yaml", "text only\n")
    rules.put("lexicon/b.yaml", "x: [甲, 5]\ny:\n  t: ['']\nz:\n+none: [甲]\n")
    rules.put("lexicon/c.yaml", "one: [甲, 乙,\n  甲]\n+one: {a: [乙]}\nt: {a: [甲]}\n+t: {a: [乙]}\n")
    rules.put("lexicon/d.yaml", "[丙, 丙]")
    found = faults()
    for expected in (
        "rules/lexicon/a.yaml:1: 词表文件应为列表",
        "rules/lexicon/b.yaml:1: “b.x”中的词必须是非空文字",
        "rules/lexicon/b.yaml:2: “b.y.t”中的词必须是非空文字",
        "rules/lexicon/b.yaml:4: 词表“b.z”没有内容",
        "rules/lexicon/b.yaml:5: 词表“b.none”尚未定义",
        "rules/lexicon/c.yaml:2: “c.one”中的词“甲”重复",
        "rules/lexicon/c.yaml:3: 词表“c.one”原为列表，不能用若干键和值补充",
        "rules/lexicon/c.yaml:5: “c.t”中的键“a”已有定义",
        "rules/lexicon/d.yaml:1: “d”中的词“丙”重复",
    ):
        assert any(fault.startswith(expected) for fault in found), (expected, found)
    assert len(found) == 9


def test_a_pack_may_not_silently_replace_a_list(rules, make, registry) -> None:  # type: ignore[no-untyped-def]
    from linter.rulebook import validate

    pack = make("pack")
    pack.put("lexicon/enforcement.yaml", "sanctions: [行政强制]\n")
    (fault,) = validate(rules.root, registry, extra=(pack.root,))
    assert fault.file == "pack/lexicon/enforcement.yaml"
    assert "rules/lexicon/enforcement.yaml" in fault.message
    assert "“+sanctions”" in fault.message
