"""Shows a command's real output on a terminal as an HTML page, colours included: what screenshots.sh photographs.

    python scripts/terminal_page.py PAGE.html LINES SHOWN WORD...

Runs WORD... on a pseudo-terminal of 100 columns, keeps the first LINES lines and writes PAGE.html with SHOWN as the
command that was typed. Prints the height of the page in pixels. Exits 1 where the command prints nothing.
"""

import fcntl
import html
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

COLUMNS = 100
LINE = 22  # pixels
MARGIN = 28
SGR = re.compile(r"\x1b\[([\d;]*)m")
STYLES = {
    "1": "font-weight:700;color:#f4f6fa",
    "2": "color:#8b95a7",
    "31": "color:#ff8f85",
    "32": "color:#8fd694",
    "33": "color:#f2c66d",
    "34": "color:#8ab4f8",
    "35": "color:#d5a6f5",
    "36": "color:#7fd3e0",
}
PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>
body{{margin:0;background:#161b24;color:#d5dbe6;font:15px/{line}px "Noto Sans Mono CJK SC","Noto Sans CJK SC",monospace}}
pre{{margin:0;padding:{margin}px;font:inherit;white-space:pre}} i{{font-style:normal;color:#8fd694}}
</style><pre><i>$</i> {shown}
{body}
</pre></html>
"""


def shown_on_terminal(words: Sequence[str]) -> str:
    """Everything `words` prints on a colour terminal of 100 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
    data = b""
    with subprocess.Popen(list(words), stdin=subprocess.DEVNULL, stdout=theirs, env=environment):
        os.close(theirs)
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other side is gone
                break
            if not piece:
                break
            data += piece
    os.close(ours)
    return data.decode("utf-8").replace("\r\n", "\n")


def painted(text: str) -> str:
    """SGR sequences → spans; a style lasts to the next reset."""
    out: list[str] = []
    opened = 0
    at = 0
    for match in SGR.finditer(text):
        out.append(html.escape(text[at : match.start()]))
        at = match.end()
        for code in match[1].split(";"):
            if code in STYLES:
                out.append(f'<span style="{STYLES[code]}">')
                opened += 1
            elif code in ("", "0"):
                out.append("</span>" * opened)
                opened = 0
    out.append(html.escape(text[at:]) + "</span>" * opened)
    return "".join(out)


def main(words: Sequence[str]) -> int:
    """Writes the page; the arguments as above."""
    target, limit, shown, *command = words
    lines = shown_on_terminal(command).rstrip("\n").split("\n")
    if lines == [""]:
        print("the command printed nothing", file=sys.stderr)
        return 1
    kept = lines[: int(limit)]
    if len(lines) > len(kept):
        kept.append("\x1b[2m……\x1b[0m")
    page = PAGE.format(line=LINE, margin=MARGIN, shown=html.escape(shown), body=painted("\n".join(kept)))
    Path(target).write_text(page, "utf-8")
    print((len(kept) + 1) * LINE + 2 * MARGIN)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
