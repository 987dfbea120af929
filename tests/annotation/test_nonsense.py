"""Trees that no program should write: a copy of them reads as they do, or they are refused; nothing else happens."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from linter.model.failure import ReadFailure
from tests.annotation.documents import file
from tests.annotation.reading import parts, within
from tests.annotation.test_anchors import copy_of, reading

NAMES = (
    "p", "r", "t", "ins", "del", "moveTo", "hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "tbl", "tr", "tc", "drawing", "pict", "txbxContent",
    "ruby", "rubyBase", "rPr", "pPr", "sdtPr", "dataBinding", "br", "noBreakHyphen", "sym", "footnoteReference", "commentRangeStart", "commentRangeEnd", "commentReference",
)  # fmt: skip
ATTRIBUTES = ("", "", ' ¤id="5"', ' ¤id="0"', ' ¤val="a"', ' ¤char="4E00"', ' xml:space="preserve"')
OTHERS = ("<mc:AlternateContent>{}</mc:AlternateContent>", "<mc:Choice>{}</mc:Choice>", "<mc:Fallback>{}</mc:Fallback>", "<m:oMath>{}</m:oMath>", "<m:r>{}</m:r>", "<!-- x -->{}")
FIELDS = tuple(f'<§r><§fldChar ¤fldCharType="{kind}"/></§r>' for kind in ("begin", "separate", "end"))

_leaf = st.one_of(st.text(st.sampled_from("甲乙 丙&\n"), max_size=4).map(lambda text: text.replace("&", "&amp;")), st.sampled_from(FIELDS))
_said = st.text(st.sampled_from("甲乙 丙"), min_size=1, max_size=4).map(lambda text: f"<§r><§t>{text}</§t></§r>")


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=4).map("".join)
    own = st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), content).map(lambda each: f"<§{each[0]}{each[1]}>{each[2]}</§{each[0]}>")
    return st.one_of(own, own, st.tuples(st.sampled_from(OTHERS), content).map(lambda each: each[0].format(each[1])))


trees = st.lists(st.recursive(st.one_of(_leaf, _said), _element, max_leaves=14), max_size=3).map(lambda inner: f"<§p>{''.join(inner)}</§p>")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(trees, min_size=1, max_size=3), st.data())
def test_nonsense(bodies: list[str], data: st.DataObject) -> None:
    original = file("".join(bodies))
    try:
        document = reading(original)
    except ReadFailure:
        return
    size = len(document.text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda two: (min(two), max(two))), min_size=1, max_size=4))
    copy = copy_of(original, spans)
    assert reading(copy).text == document.text
    old, new = parts(original), parts(copy)
    assert within(old["word/document.xml"], new["word/document.xml"])
    assert all(etree.fromstring(new[name]) is not None for name in new)
