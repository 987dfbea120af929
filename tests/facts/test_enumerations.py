"""Lists and the numbers said of them."""

from collections.abc import Callable

import pytest

from linter.engine import Engine
from linter.facts.enumerations import Enumeration, EnumerationFinder
from linter.model.lexicon import Lexicon
from linter.reading import read, residue_words

Find = Callable[[str], list[tuple[Enumeration, list[str]]]]


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> EnumerationFinder:
    return EnumerationFinder(lexicon)


@pytest.fixture(scope="module")
def find(engine: Engine, lexicon: Lexicon, finder: EnumerationFinder) -> Find:
    words = residue_words(lexicon)

    def of(text: str) -> list[tuple[Enumeration, list[str]]]:
        context = engine.read(read("report.txt", data=text.encode(), name="report.txt", residue=words))
        view = context.document.view.text
        titles = [(f.start, f.end) for f in context.facts if f.kind == "document"]
        found = finder.find(view, titles, context.quantities, context.outline.clause_starts)
        return [(e, [view[a:b] for a, b in e.items]) for e in found]

    return of


@pytest.mark.parametrize(
    ("text", "kind", "items", "opened", "stated"),
    [
        ("出台《甲办法》《乙办法》等2件文件。", "titles", ["《甲办法》", "《乙办法》"], True, 2),
        ("出台《甲办法》（试行）、《乙办法》以及《丙办法》共3件。", "titles", ["《甲办法》", "《乙办法》", "《丙办法》"], False, 3),
        ("甲类、乙类和丙类3个指标。", "words", ["甲类", "乙类", "丙类"], False, 3),
        ("（一）甲类、乙类等2个指标。", "words", ["甲类", "乙类"], True, 2),
        ("文化和旅游、教育等2个部门。", "words", ["文化和旅游", "教育"], True, 2),
        ("乡镇（街道）、村（社区）两级。", "words", ["乡镇(街道)", "村(社区)"], False, 2),
        ("市县乡三级。", "levels", ["市", "县", "乡"], False, 3),
        ("5个部门（公安、教育、民政、司法、财政）。", "bracket", ["公安", "教育", "民政", "司法", "财政"], False, 5),
        ("2件文件（《甲办法》《乙办法》等）。", "bracket", ["《甲办法》", "《乙办法》"], True, 2),
        ("“双随机、一公开”、信用监管两项机制。", "words", ["双随机”、“一公开", "信用监管"], False, 2),
    ],
)
def test_lists(find: Find, text: str, kind: str, items: list[str], opened: bool, stated: int) -> None:
    ((listed, found),) = find(text)
    assert (listed.kind, listed.open, listed.stated) == (kind, opened, stated)
    assert len(found) == len(items)
    assert found[-1] == items[-1]


@pytest.mark.parametrize(
    "text",
    ["受理3件。", "公布的3件。", "近30件。", "民事1件、行政2件。", "强化统筹、聚焦三大任务。", "5个部门（含下属单位）。", "5个部门（3个县直、2个省属）。", "5个镇、村（甲、乙）。", "公安3次。", "召开《甲会》2场。", "3件(甲。乙、丙)。"],
)
def test_no_lists(find: Find, text: str) -> None:
    assert [e for e, _ in find(text) if e.least > 1 or e.open] == []


def test_conjunctions_leave_open_how_many_there_are(find: Find) -> None:
    ((listed, _),) = find("甲类、乙类和丙类、丁类和戊类4个指标。")
    assert (listed.least, listed.most) == (3, 5)


def test_names(finder: EnumerationFinder) -> None:
    def names(text: str) -> list[tuple[tuple[int, str], ...]]:
        return [n.counts for n in finder.names(text)]

    assert names("落实三书一函制度") == [((3, "书"), (1, "函"))]
    assert names("推进四所一庭联动") == [((4, "所"), (1, "庭"))]
    assert names("一基准四清单") == [((1, "基准"), (4, "清单"))]
    assert names("诚信七进活动") == [((7, "进"),)]
    assert names("一站式服务，两员驻村，第三会议室，一件事") == []
