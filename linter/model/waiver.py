"""The noun of a waiver: who agreed that which findings of which report are let be, why, and until when."""

from typing import NamedTuple


class Waiver(NamedTuple):
    """One waiver, from a file (`source` names it) or from a comment in the document (`span` is where it stands).

    `fault` says why it is invalid, '' where it holds; an invalid one waives nothing. `covers` is the canonical range whose
    findings an inline waiver lets be (None: all of the document); `whole` also those about what is absent from the document.
    """

    named: str  # the rule as written: id, prefix or Chinese title
    rule: str  # id or prefix, '' where unknown
    reason: str
    source: str = ""
    line: int | None = None
    path: str = ""  # a glob; '' for an inline waiver, and where an invalid one states none
    fingerprint: str = ""
    owner: str = ""
    approval: str = ""
    expires: str = ""  # ISO date, the last day on which it holds; '' without limit
    fault: str = ""
    span: tuple[int, int] | None = None
    covers: tuple[int, int] | None = None
    whole: bool = True
