"""The small nouns: receipt, lexicon, failures, roles."""

import pytest

from linter.model.failure import Failure, ReadFailure, RuleFailure, UsageFailure
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE, ROLES
from linter.model.text import Receipt, Residue


def test_only_what_may_hold_body_text_makes_a_receipt_incomplete() -> None:
    assert Receipt(10, 1).complete
    assert Receipt(10, 1, (Residue(0, 2, "navigation"),), ("图标",)).complete
    assert not Receipt(10, 1, unread=("第3页",)).complete


def test_lexicon() -> None:
    lexicon = Lexicon({"b.words": ["甲", "乙"], "a.table": {"甲": [1]}})
    assert lexicon.names() == ["a.table", "b.words"]
    assert lexicon.words("b.words") == ("甲", "乙")
    assert lexicon.table("a.table") == {"甲": [1]}
    with pytest.raises(KeyError):
        lexicon.words("c")
    with pytest.raises(KeyError, match=r"b\.words"):
        lexicon.table("b.words")


def test_failures_tell_one_sentence() -> None:
    assert str(RuleFailure("a.yaml", 3, "没有这个词表")) == "a.yaml:3: 没有这个词表"
    assert str(RuleFailure("a.yaml", None, "不是映射")) == "a.yaml: 不是映射"
    read = ReadFailure("encrypted", "文件已加密")
    assert (read.kind, read.message, str(read)) == ("encrypted", "文件已加密", "文件已加密")
    assert all(issubclass(kind, Failure) for kind in (ReadFailure, RuleFailure, UsageFailure))


def test_duties_count_in_roles_that_exist() -> None:
    assert set(ROLES) > IN_PLACE
    assert not IN_PLACE & {"plan", "shortcomings", "preamble", "closing"}
