"""Bytes → text."""

import pytest

from linter.model.failure import ReadFailure
from linter.reading.encoding import decode

TEXT = "青岚县2023年法治政府建设年度报告\r\n一、主要做法——“双随机”\n办理案件126件，合格率98.5%。\n"


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("gbk", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
    ],
)
def test_encodings_of_chinese_reports(codec: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(codec)) == TEXT


def test_big5_is_recognised() -> None:
    text = "青嵐縣法治政府建設年度報告，推進各項任務，辦理案件一百二十件。" * 8
    assert decode(text.encode("big5")) == text


def test_a_declared_charset_is_tried_first() -> None:
    text = "青嵐縣法治政府建設"
    assert decode(text.encode("big5"), "Big5") == text
    assert decode(TEXT.encode("gbk"), "gb2312") == TEXT
    assert decode(TEXT.encode("utf-8"), "gb2312") == TEXT, "UTF-8 that decodes is UTF-8, whatever the page says"


def test_rare_characters_of_gb18030() -> None:
    text = "㙍镇与䶮乡联合开展法治宣传，办理事项十二件。" * 3
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"abc\x00def\x00g", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\xff\xfe\x00\xd8\x41\x00" * 30, "binary"),
        (TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode(), "binary"),
        (b"\x81" * 5 + b"\xff\xff\xff" * 30, "binary"),
        ((TEXT * 3 + "报告").encode()[:-1], "truncated"),
        (b"\xff\xfe" + (TEXT * 3).encode("utf-16-le")[:-1], "truncated"),
    ],
    ids=["nul", "nul-in-ascii", "controls", "surrogates-16", "surrogate-8", "noise", "cut-8", "cut-16"],
)
def test_what_cannot_be_decoded(data: bytes, kind: str) -> None:
    with pytest.raises(ReadFailure) as caught:
        decode(data)
    assert caught.value.kind == kind
