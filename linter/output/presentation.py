"""How the user wants to see a result."""

from typing import NamedTuple


class Presentation(NamedTuple):
    """`width` counts terminal columns; `min_severity` (error | warning | info) limits which findings are listed, never what is scored.

    `folder` is where relative paths count from and `root` the repository, both absolute or '': formats for CI name files from the root.
    """

    verbose: bool = False
    quiet: bool = False
    color: bool = False
    width: int = 80
    lang: str = "zh"
    min_severity: str = "info"
    folder: str = ""
    root: str = ""
