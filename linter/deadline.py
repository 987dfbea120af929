"""When work on a file must stop: a time limit by an alarm in the main thread, where the system has one; Ctrl-C, once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

DEFAULT = 60.0  # seconds; a report takes hundredths of one, the largest file a few


class Overdue(BaseException):
    """The time is up. No Exception, so that nothing on the way takes it for a fault of its own."""


def enforceable() -> bool:
    """Whether `within` can stop work here: POSIX, main thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def deaf() -> None:
    """From the first Ctrl-C on the process is ending: a second one must not hit it while it clears up."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raises Overdue inside the block after `seconds`; no limit for None, or where it cannot be enforced."""
    if not seconds or not enforceable():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, ring)
    # again and again: one that is raised inside a finaliser is lost
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
