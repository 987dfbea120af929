"""OFD packages and compound files made to break a reader; documents that keep LibreOffice busy stand in tests/reading/test_office.py."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import read
from linter.reading.limits import OFD_PAGES
from linter.reading.ole import Damaged, kind_of
from tests.hostile.test_hostile import archive, kind, parts_of
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words
from tests.kit.ofd import NS, Put, ofd, ofd_of, text
from tests.kit.ole import ole, word
from tests.kit.patience import patience
from tests.kit.reports import DISTRICT

KINDS = {"empty", "binary", "encrypted", "truncated", "too-large", "no-text-layer", "unreadable"}
LINE = text(Put(28, 50, "办理案件十二件。"))
REPORT = ofd_of(DISTRICT)
COMPOUND = ole({"WordDocument": word(), "1Table": b"x" * 300, "Data": b"y" * 9000}, inside={"Workbook": b"z" * 5000})


def document(data: bytes) -> Document:
    found = read("r.ofd", data=data, residue=shipped_words())
    sound(found)
    return found


# -- OFD ---------------------------------------------------------------------------------------------------------


def units(*contents: str) -> dict[str, str]:
    """A file of resources with these composite units, numbered from 0."""
    made = "".join(f'<ofd:CompositeGraphicUnit ID="{i}"><ofd:Content>{each}</ofd:Content></ofd:CompositeGraphicUnit>' for i, each in enumerate(contents))
    return {"Doc_0/R.xml": f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{made}</ofd:CompositeGraphicUnits></ofd:Res>"}


def use(number: int) -> str:
    return f'<ofd:CompositeObject ID="9" ResourceID="{number}" Boundary="0 0 100 100"/>'


RESOURCES = "<ofd:DocumentRes>R.xml</ofd:DocumentRes>"


def test_units_that_hold_themselves() -> None:
    with patience(30):
        assert kind("r.ofd", ofd([LINE + use(0)], common=RESOURCES, parts=units(LINE + use(0)))) == "unreadable"
        assert kind("r.ofd", ofd([LINE + use(0)], common=RESOURCES, parts=units(use(1), use(0)))) == "unreadable"


def test_units_that_multiply() -> None:
    made = [LINE, *(use(i) * 10 for i in range(12))]
    with patience(120):
        assert kind("r.ofd", ofd([use(12)], common=RESOURCES, parts=units(*made))) == "too-large"


def test_resources_that_name_each_other() -> None:
    parts = {"Doc_0/R.xml": f"<ofd:Res {NS}><ofd:PublicRes>R.xml</ofd:PublicRes></ofd:Res>"}
    assert document(ofd([LINE + use(3)], common=RESOURCES * 5, parts=parts)).text == "办理案件十二件。"


def test_blocks_without_end() -> None:
    for levels in (100, 300, 5_000):
        with patience(60):
            assert kind("r.ofd", ofd([LINE + "<ofd:PageBlock>" * levels + "</ofd:PageBlock>" * levels])) == "unreadable"


@pytest.mark.parametrize("number", ["1e308", "-1e308", "nan", "inf", "-inf", "9" * 500, "0x10", "", "一", "1e-320", "--3"])
def test_absurd_numbers(number: str) -> None:
    for attribute in (f'Boundary="{number} {number} {number} {number}" Size="5"', f'Boundary="1 1 9 9" Size="{number}"', f'Boundary="1 1 9 9" Size="5" CTM="{number} {number} {number} {number} {number} {number}"'):
        for place in (f'X="{number}" Y="{number}" DeltaX="g {number} {number}"', f'DeltaX="{number} {number}" DeltaY="g 2 {number}"'):
            layer = f'<ofd:TextObject ID="3" {attribute}><ofd:TextCode {place}>行政执法</ofd:TextCode></ofd:TextObject>' + LINE
            assert "办理案件十二件。" in document(ofd([layer])).text.replace("|", "").replace("\n", "") or number == ""
    assert document(ofd([LINE], common=f"<ofd:PageArea><ofd:PhysicalBox>{number} {number} {number} {number}</ofd:PhysicalBox></ofd:PageArea>")).text


def test_too_many_pages() -> None:
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * OFD_PAGES
    made = parts_of(ofd([LINE]))
    main = made["Doc_0/Document.xml"]
    with patience(120):
        assert kind("r.ofd", archive({**made, "Doc_0/Document.xml": main.replace(b"</ofd:Pages>", listed.encode() + b"</ofd:Pages>")})) == "too-large"
    # as many pages as allowed, every one the same large one
    large = ofd(["".join(text(Put(28, 20 + i % 250, "办理案件十二件。")) for i in range(4_000))])
    with patience(120):
        assert kind("r.ofd", archive({**parts_of(large), "Doc_0/Document.xml": main.replace(b"</ofd:Pages>", listed[: -len(listed) // OFD_PAGES].encode() + b"</ofd:Pages>")})) == "too-large"


def test_many_documents_in_one_file() -> None:
    made = parts_of(ofd([LINE]))
    body = b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    with patience(60):
        assert kind("r.ofd", archive({**made, "OFD.xml": made["OFD.xml"].replace(b"<ofd:DocBody>", body * 2_000 + b"<ofd:DocBody>")})) == "too-large"


def test_a_bomb_and_entities() -> None:
    with patience(20):
        assert kind("r.ofd", archive({**parts_of(REPORT), "Doc_0/Pages/Page_0/Content.xml": b"<x>" + b" " * 30_000_000 + b"</x>"})) == "unreadable"
    head = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    for name in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"):
        held = parts_of(REPORT)
        assert kind("r.ofd", archive({**held, name: held[name].replace(b"?>", b"?>" + head, 1)})) == "unreadable"


@pytest.mark.parametrize("location", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "\\\\host\\share\\x", "C:\\x", "Pages/Page_0/", "", " ", "http://127.0.0.1/x"])
def test_locations_out_of_the_package(location: str) -> None:
    made = parts_of(ofd([LINE, LINE]))
    changed = made["Doc_0/Document.xml"].replace(b"Pages/Page_1/Content.xml", location.encode())
    found = document(archive({**made, "Doc_0/Document.xml": changed}))
    assert found.text == "办理案件十二件。"
    assert len(found.receipt.unread) == 1
    assert kind("r.ofd", archive({**made, "OFD.xml": made["OFD.xml"].replace(b"Doc_0/Document.xml", location.encode())})) == "unreadable"


@pytest.mark.parametrize("unit", ["一", "1", " ", "a", "|", "。"])
def test_time_grows_with_size_and_not_faster(unit: str) -> None:
    heap = "".join(f'<ofd:TextObject ID="3" Boundary="28 50 9 9" Size="5"><ofd:TextCode X="{i % 100}" Y="{i % 7}">{unit}</ofd:TextCode></ofd:TextObject>' for i in range(20_000))
    long = f'<ofd:TextObject ID="3" Boundary="28 90 9 9" Size="5"><ofd:TextCode X="0" Y="0" DeltaX="g 99999 0.01">{unit * 100_000}</ofd:TextCode></ofd:TextObject>'
    turned = "".join(f'<ofd:TextObject ID="3" Boundary="28 {i % 290} 9 9" Size="5" CTM="0 1 -1 0 0 0"><ofd:TextCode>{unit}</ofd:TextCode></ofd:TextObject>' for i in range(5_000))
    with patience(90):
        document(ofd([heap + LINE]))
        document(ofd([long + LINE]))
        document(ofd([turned + LINE * 50_00]))


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(REPORT) - 1), byte=st.integers(0, 255))
def test_one_wrong_byte_in_a_package(at: int, byte: int) -> None:
    try:
        sound(read("r.ofd", data=REPORT[:at] + bytes([byte]) + REPORT[at + 1 :], residue=shipped_words()))
    except ReadFailure as failure:
        assert failure.kind in KINDS


@settings(max_examples=100, deadline=None)
@given(
    puts=st.lists(
        st.tuples(st.floats(allow_nan=True), st.floats(0, 300), st.text(alphabet="办一（）1a .|\u3000\ue001\ufffd", max_size=8), st.floats(0, 40), st.sampled_from(["", "0 1 -1 0 0 0", "1 1 -1 1 0 0", "0 0 0 0 0 0", "-1 0 0 -1 0 0"])),
        max_size=12,
    )
)
def test_any_places_give_a_document_or_a_failure(puts: list[tuple[float, float, str, float, str]]) -> None:
    try:
        document(ofd([[Put(x, y, said, size, ctm) for x, y, said, size, ctm in puts]]))
    except ReadFailure as failure:
        assert failure.kind in KINDS


# -- compound files ------------------------------------------------------------------------------------------------


def named(data: bytes) -> str:
    try:
        return kind_of(data)
    except Damaged:
        return "damaged"


def changed(at: int, *numbers: int) -> bytes:
    data = bytearray(COMPOUND)
    struct.pack_into(f"<{len(numbers)}I", data, at, *numbers)
    return bytes(data)


def test_the_compound_file_is_sound() -> None:
    assert named(COMPOUND) == "word"


def test_chains_that_loop_or_lead_out() -> None:
    table = struct.unpack_from("<I", COMPOUND, 76)[0]
    directory = struct.unpack_from("<I", COMPOUND, 48)[0]
    at = (table + 1) * 512
    with patience(20):
        assert named(changed(at + directory * 4, directory)) == "damaged", "a directory that follows itself"
        assert named(changed(at + directory * 4, 0xFFFFFF00)) == "damaged"
        assert named(changed(76, 0xFFFFFF00)) == "damaged", "a table that is not there"
        assert named(changed(48, 0x7FFFFFFF)) == "damaged"
        assert named(changed(68, 0, 1)) in {"damaged", "word"}, "a table of tables that leads into the text"
        assert named(changed(68, table, 999)) in {"damaged", "word"}
        assert named(COMPOUND[:30] + struct.pack("<H", 60) + COMPOUND[32:]) == "damaged"


def test_a_folder_that_is_its_own_child() -> None:
    directory = struct.unpack_from("<I", COMPOUND, 48)[0]
    start = (directory + 1) * 512
    with patience(20):
        for entry in range(4):
            for place in (68, 72, 76):
                assert named(changed(start + entry * 128 + place, 0)) in {"word", "other", "damaged"}
                assert named(changed(start + entry * 128 + place, 1)) in {"word", "other", "damaged"}


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(COMPOUND) - 4), number=st.integers(0, 0xFFFFFFFF), end=st.integers(0, len(COMPOUND)))
def test_any_compound_file_has_a_name(at: int, number: int, end: int) -> None:
    assert named(changed(at, number)[: max(end, 512)]) in {"word", "locked", "foreign", "other", "damaged"}


def test_megabytes_of_table() -> None:
    data = COMPOUND[:512] + struct.pack("<I", 0) * 4_000_000
    with patience(60):
        assert named(data) == "damaged"
