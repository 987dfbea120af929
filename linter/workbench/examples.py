"""The invented reports that the workbench offers to try."""

import os

from linter.rulebook import folder

# pyproject.toml puts these, and no others of ../examples, into the wheel
EXAMPLES = (
    "青岚县2024年法治政府建设年度报告.docx",
    "白石县2023年法治政府建设工作情况报告.docx",
    "云泽市生态环境局2024年法治政府建设年度报告.md",
)


def read(name: str) -> bytes | None:
    """The bytes of an example; None where there is none of this name."""
    if name not in EXAMPLES:
        return None
    for home in (folder.package(), os.path.dirname(folder.package())):  # a wheel, a checkout
        try:
            with open(os.path.join(home, "examples", name), "rb") as file:
                return file.read()
        except OSError:
            continue
    return None
