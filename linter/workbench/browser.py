"""The user's browser."""

import contextlib
import webbrowser


def show(address: str) -> None:
    """Opens a page in it. Where that is not possible the printed address is there to be opened by hand."""
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
