"""Which conclusions a person can come to, and how several of one row count together."""

from collections import Counter
from collections.abc import Collection

UNDECIDED = "review"  # the machine's word where it leaves the conclusion to a person
CONCLUSIONS = ("evidenced", "mentioned", "planned", "absent", "not-applicable")
MACHINE = (*CONCLUSIONS, UNDECIDED)
LOSING = ("mentioned", "planned", "absent", UNDECIDED)  # what costs a report points, or leaves them open


def settled(conclusions: Collection[str]) -> str | None:
    """What more than half of the reviewers of a row conclude; None where they do not agree so far."""
    word, times = Counter(conclusions).most_common(1)[0]
    return word if 2 * times > len(conclusions) else None


def overturns(machine: str, reviewed: str) -> bool:
    """Whether a conclusion contradicts the machine's. Where the machine left it open nothing is contradicted."""
    return machine not in (UNDECIDED, reviewed)
