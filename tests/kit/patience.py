"""An end to waiting: work that must not hang is cut off and fails, instead of standing for hours.

This measures no speed (benchmarks do): the limits are fifty times what the work takes, and are of this process's own
time, so that a busy machine does not matter. Work that grows with the square of its input takes far longer than that
at the sizes of these tests.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfPatience(AssertionError):
    """The work did not end in the processor time it was given."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raises OutOfPatience inside the block once it has used `seconds` of processor time. Main thread only."""

    def give_up(signum: int, frame: object) -> None:
        raise OutOfPatience(f"not done after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
