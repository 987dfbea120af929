"""What toy rules of the finding kinds say of one text."""

from tests.checks.toy import Outcome, Toys, report


def found(toys: Toys, keys: str, text: str, **options: object) -> list[tuple[str, str]]:
    """(reason, literal text) of every remark of one rule on one item of the results part."""
    return told(toys(f"a: {{{keys}}}").judge(report(text), **options))


def whole(toys: Toys, keys: str, text: str, **options: object) -> list[tuple[str, str]]:
    """The same for a whole text."""
    return told(toys(f"a: {{{keys}}}").judge(text, **options))


def told(outcome: Outcome) -> list[tuple[str, str]]:
    remarks = outcome.judgement.remarks
    return [(r.reason, outcome.text[r.start : r.end] if r.start is not None else "") for r in remarks]
