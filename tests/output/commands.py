"""Reads a log as the runner of GitHub does (ActionCommand.cs): commands where a line begins with ::, and ##[…] anywhere in a line."""

import re

_NEW = re.compile(r"::([\w-]+)(?: +(.*?))?::(.*)$", re.DOTALL)
_OLD = re.compile(r"##[A-Za-z]*\[")


def _plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")


def lines_of(log: str) -> list[str]:
    """Lines as a runner splits them: \\n, \\r\\n and a lone \\r."""
    return re.split(r"\r\n|\r|\n", log)


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """(name, properties, message) of every command in the log."""
    found = []
    for line in lines_of(log):
        match = _NEW.match(line.lstrip())
        if match:
            pairs = [pair.partition("=") for pair in (match[2] or "").split(",") if pair]
            found.append((match[1], {key.strip(): _property(value) for key, _, value in pairs}, _plain(match[3])))
        elif _OLD.search(line):
            found.append(("##", {}, line))
    return found
