"""Comments land on the right words of whatever Word writes, and nothing else of the file changes."""

import io

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.annotation import Line, Remark, annotated
from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from tests.annotation.documents import BODY, HELD, NAMESPACE, NUMBERS, PREFIXES, WHOLE, Prefix, bodies, file
from tests.annotation.reading import added, enclosed, looks, parts, within
from tests.kit.lexicon import shipped_words

WORDS = shipped_words()
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
_SAID = set(BODY) | {"-"}


def reading(data: bytes) -> Document:
    return read("r.docx", data=data, residue=WORDS)


def copy_of(data: bytes, spans: list[tuple[int, int]]) -> bytes:
    remarks = [Remark(start, end, (Line(f"第{number}条", True), Line("<&>"))) for number, (start, end) in enumerate(spans)]
    return annotated(data, remarks, author="合规检查", initials="检", date="2025-03-10", residue=WORDS)


def letters(text: str, alphabet: set[str]) -> str:
    return "".join(letter for letter in text if letter in alphabet and not letter.isspace())


def ids_of(comments: bytes) -> dict[str, str]:
    """Ids of the new comments by their first line."""
    from lxml import etree

    found = {}
    for comment in etree.fromstring(comments):
        texts = ["".join(t.text or "" for t in p.iter("{*}t")) for p in comment.iter("{*}p")]
        if texts[0].startswith("第"):
            found[texts[0]] = next(value for key, value in comment.attrib.items() if key.endswith("}id"))
            assert texts[1] == "<&>"
    return found


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(bodies, st.sampled_from(PREFIXES), st.booleans(), st.data())
def test_every_comment_encloses_its_words(body: str, prefix: Prefix, commented: bool, data: st.DataObject) -> None:
    original = file(body, prefix, commented=commented)
    try:
        document = reading(original)
    except ReadFailure:
        return  # nothing to read in it
    size = len(document.text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda two: (min(two), max(two))), min_size=1, max_size=6))
    copy = copy_of(original, spans)
    old, new = parts(original), parts(copy)
    assert within(old["word/document.xml"], new["word/document.xml"])
    # a blank that was not to be kept shows only where its w:t is cut beside another blank
    assert set(added(looks(old["word/document.xml"]), looks(new["word/document.xml"]))) <= {" "}
    assert {name for name in new if old.get(name) != new[name]} <= CHANGED
    assert list(new)[: len(old)] == list(old)
    again = reading(copy)
    assert (again.text, again.blocks) == (document.text, document.blocks)
    idents = ids_of(new["word/comments.xml"])
    ranges = enclosed(new["word/document.xml"], set(idents.values()))
    for number, (start, end) in enumerate(spans):
        quote = document.text[start:end]
        got, names = ranges[idents[f"第{number}条"]]
        said = letters(quote, _SAID | set(WHOLE))
        if said:
            assert letters(got, _SAID) == letters(said, _SAID)
            assert set(letters(said, set(WHOLE))) <= set(got)
        elif letters(quote, set(HELD)):
            assert names & {"footnoteReference", "drawing"}
        elif not letters(quote, set(NUMBERS)) and not quote.strip():
            assert got or names  # a blank hangs on what is near
    own = {each.text.partition("\n")[0]: again.text[each.start : each.end] for each in again.comments}
    assert len(own) == len(spans) + (commented and "旧批注" in own)
    for number, (start, end) in enumerate(spans):  # and our own reader, which hangs waivers on comments, finds them there too
        quote = document.text[start:end]
        if letters(quote, _SAID) and not letters(quote, set(WHOLE + HELD)):
            assert letters(own[f"第{number}条"], _SAID) == letters(quote, _SAID)
    if prefix.namespace == NAMESPACE:  # python-docx knows no strict files
        assert len(list(docx.Document(io.BytesIO(copy)).comments)) == len(spans) + commented
