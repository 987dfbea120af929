"""The example reports in every form a report comes in: from their Markdown to pieces, from these to files."""

import re
import subprocess
import tempfile
from pathlib import Path

from tests.kit import builder
from tests.kit.reports import Piece

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*年*.md"))
NAMES = [path.stem for path in EXAMPLES]
SEEDS = sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))


def source(name: str) -> str:
    """The Markdown of an example."""
    return (ROOT / "examples" / f"{name}.md").read_text("utf-8")


def pieces(markdown: str) -> list[Piece]:
    """Title, headings, paragraphs and table rows of an example."""
    found: list[Piece] = []
    for line in markdown.split("\n"):
        text = line.strip()
        heading = re.match(r"(#+) ", text)
        if heading:
            level = len(heading[1]) - 1
            found.append(Piece("heading" if level else "title", text[heading.end() :], level))
        elif text.startswith("|"):
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            if not set("".join(cells)) <= set("-: "):
                found.append(Piece("row", "|".join(cells)))
        elif text:
            found.append(Piece("paragraph", text))
    if found[0].kind != "title":
        found[0] = found[0]._replace(kind="title")
    return found


def printed(names: list[str]) -> dict[str, bytes]:
    """A PDF of each example, printed by one run of LibreOffice; {} where it is not installed."""
    program = builder.soffice()
    if program is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for number, name in enumerate(names):
            path = Path(folder) / f"{number}.docx"
            path.write_bytes(builder.docx(pieces(source(name))))
            sources.append(str(path))
        subprocess.run(
            [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, *sources],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return {name: (Path(folder) / f"{number}.pdf").read_bytes() for number, name in enumerate(names)}
