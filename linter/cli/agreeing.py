"""What was agreed beforehand, laid over the result of `check`: waivers, a baseline, only the changed passages."""

from typing import Any


def agreed(run: Any, request: Any, rulebook: Any) -> Any:
    """The run with the waivers, the baseline and the changed passages of the request applied, in this order."""
    return run
