"""The answer of `explain` as text."""

from typing import Any

from linter.output.catalogue import catalogue
from linter.output.glyphs import harmless


def compose(answer: dict[str, Any], lang: str) -> str:
    """`answer` of linter.explanation as lines for a terminal."""
    words = catalogue(lang)
    title = answer["title"]
    lines = [
        f"{answer['id']}  {words.pick(title['zh'], title['en'])}",
        words("explain.head", severity=words(f"severity.{answer['severity']}"), weight=answer["weight"], pack=answer["pack"]),
        words("explain.levels", levels=words("list.comma").join(words(f"level.{level}") for level in answer["levels"])),
        words("explain.basis", basis=answer["basis"]),
    ]
    first, last = answer["years"]
    if first or last:
        lines.append(words("explain.years", first=first or "", last=last or ""))
    if answer["terms"]:
        more = words("explain.more", count=answer["more_terms"]) if answer["more_terms"] else ""
        lines.append(words("explain.terms", terms=words("list.comma").join(answer["terms"])) + more)
    lines.append(words("explain.advice", advice=answer["advice"]))
    for expected, entries in answer["examples"].items():
        for entry in entries[:2]:
            text = entry if isinstance(entry, str) else next((str(v) for v in entry.values() if isinstance(v, str)), "")
            lines.append(words("explain.example", status=words.term("status", expected), text=text.strip().replace("\n", " ⏎ ")[:120]))
    if "file" in answer:
        lines.extend(_file(answer, words))
    return "\n".join(harmless(line) for line in lines) + "\n"


def _file(answer: dict[str, Any], words: Any) -> list[str]:
    found = answer["file"]
    lines = [
        "",
        words(
            "explain.verdict",
            path=found["path"],
            status=words.term("status", found["status"]),
            reason=words.term("reason", found["reason"]),
        ),
    ]
    for passage in found["passages"]:
        lines.append(words("explain.passage", line=passage["line"], place=passage["place"], text=passage["text"].replace("\n", " ")))
        lines.extend(
            words("explain.evidence", kind=words.term("evidence", evidence["kind"]), text=evidence["text"].replace("\n", " "))
            for evidence in passage["evidence"]
        )
    if found["nearest"]:
        near = found["nearest"]
        lines.append(
            words("explain.nearest", line=near["line"], text=near["text"].replace("\n", " "), why=words.term("reason", near["why"]))
        )
    if answer.get("unclaimed"):
        lines.append(words("explain.unclaimed", count=len(answer["unclaimed"])))
        lines.extend(words("explain.unclaimed.row", line=f["line"], text=f["text"].replace("\n", " ")) for f in answer["unclaimed"][:12])
    return lines
