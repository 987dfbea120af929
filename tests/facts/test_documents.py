"""Whose a 《》 title is."""

import pytest

from linter.checks.matchers import folded
from linter.facts.documents import DocumentFinder
from linter.model.lexicon import Lexicon

NAMES = ("青岚县", "青岚县人民政府", "青岚")


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DocumentFinder:
    return DocumentFinder(lexicon, ("东江省行政程序规定", "行政执法案卷评查标准"))


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # opens with the issuer's name, whatever stands before it
        ("落实《青岚县法治政府建设方案》", "own"),
        ("对照《青岚县人民政府工作规则》自查", "own"),
        # follows a verb of making in its clause
        ("印发《涉企检查管理办法》", "own"),
        ("研究制定了全县统一的《行政裁量权基准》", "own"),
        ("修订完善《政府工作规则》", "own"),
        ("为落实上级要求，印发《涉企检查管理办法》", "own"),
        # a verb of citing nearer to the title takes it back
        ("印发通知要求贯彻《涉企检查管理办法》", "other"),
        ("落实《涉企检查管理办法》", "other"),
        ("《涉企检查管理办法》成效明显", "other"),
        # another sentence, or too far away
        ("印发通知。《涉企检查管理办法》", "other"),
        (f"印发{'甲' * 25}《涉企检查管理办法》", "other"),
        # superiors, by their opening, by sources.yaml (with or without an addition in brackets), by province
        ("印发《国务院关于加强法治政府建设的意见》", "superior"),
        ("制定《法治政府建设实施纲要（2021—2025年）》", "superior"),
        ("出台《东江省行政程序规定》", "superior"),
        ("出台《行政执法案卷评查标准（试行）》", "superior"),
        ("落实《湖北省行政执法条例》", "superior"),
        ("印发《湖北省行政执法条例》", "superior"),
        ("印发《湖北省青岚县合作方案》", "own"),
        # laws, but not whatever ends in 法
        ("学习《行政处罚法》", "law"),
        ("学习《民法典》", "law"),
        ("学习《宪法》", "law"),
        ("推广《一线执法工作法》", "law"),
        ("编制《行政处罚裁量办法》", "own"),
        ("学习《基层普法》", "other"),
        (f"编制《{'甲' * 30}法》", "own"),
    ],
)
def test_owner(finder: DocumentFinder, text: str, owner: str) -> None:
    (fact,) = finder.find(folded(text), NAMES)
    assert (fact.owner, fact.strong) == (owner, owner == "own")
    assert folded(text)[fact.start] == "《"
    assert folded(text)[fact.end - 1] == "》"


def owners(finder: DocumentFinder, text: str) -> list[str]:
    return [fact.owner for fact in finder.find(folded(text), NAMES)]


def test_titles_in_a_row_are_made_together(finder: DocumentFinder) -> None:
    far = "《甲类事项监督管理暂行规定》、《乙类事项监督管理暂行规定》和《丙类事项监督管理暂行规定》"
    assert owners(finder, f"印发{far}") == ["own", "own", "own"]
    assert owners(finder, f"对照{far}") == ["other", "other", "other"]
    assert owners(finder, "印发《甲类办法》，市里《乙类办法》") == ["own", "own"]
    assert owners(finder, "印发《甲类办法》。市里《乙类办法》") == ["own", "other"]


def test_titles_in_titles(finder: DocumentFinder) -> None:
    assert owners(finder, "印发《〈青岚县公示办法〉实施细则》") == ["own"]
    assert owners(finder, "学习《〈中华人民共和国行政处罚法〉释义》") == ["superior"]


def test_what_is_no_title(finder: DocumentFinder) -> None:
    assert owners(finder, "印发《法》和《，未完") == []
    assert owners(finder, f"印发《{'甲' * 121}》") == []


def test_without_known_names(lexicon: Lexicon) -> None:
    facts = DocumentFinder(lexicon).find("印发《青岚县公示办法》", ())
    assert [f.owner for f in facts] == ["own"]
