"""The answer of `explain` as text."""

import re
from typing import Any

from linter.output.catalogue import Catalogue, catalogue
from linter.output.excerpt import veiled
from linter.output.glyphs import harmless

_EXAMPLE = 120  # characters shown of an example
_WORDS = 12  # words shown of a list
_INNER = 4  # the same inside mappings, and mappings shown of a list
_PLACES = 12  # passages, relations and claims shown, the others counted
_MARK = re.compile(r"\{\{((?!\d{1,5}\}\}).{1,200}?)\}\}", re.DOTALL)  # as in linter.ruletest.stage: {{1600}} is filler


def compose(answer: dict[str, Any], lang: str) -> str:
    """`answer` of linter.explanation as lines for a terminal."""
    words = catalogue(lang)
    title = answer["title"]
    lines = [
        f"{answer['id']}  {words.pick(title['zh'], title['en'])}",
        words(
            "explain.head",
            kind=words.term("kind", answer["check"]),
            severity=words(f"severity.{answer['severity']}"),
            weight=answer["weight"],
            pack=answer["pack"],
        ),
        words("explain.levels", levels=words("list.comma").join(words(f"level.{level}") for level in answer["levels"])),
        *([words("explain.basis", basis=answer["basis"])] if answer["basis"] else []),
    ]
    origin = answer.get("origin") or {"pack": "builtin", "changes": []}
    if origin["pack"] != "builtin":
        lines.append(words("explain.origin", pack=origin["pack"]))
    for change in origin["changes"]:
        why = words("explain.why", why=change["why"]) if change["why"] else ""
        lines.append(words("explain.change", pack=change["pack"], keys=words("list.comma").join(change["keys"])) + why)
    first, last = answer["years"]
    if first or last:
        lines.append(words("explain.years", first=first or "", last=last or ""))
    if answer["terms"]:
        more = words("explain.more", count=answer["more_terms"]) if answer["more_terms"] else ""
        lines.append(words("explain.terms", terms=words("list.comma").join(answer["terms"])) + more)
    lines += [line for name, value in answer["options"].items() for line in _options(name, value, words)]
    lines.append(words("explain.advice", advice=answer["advice"]))
    for expected, entries in answer["examples"].items():
        for entry in entries[:2]:
            lines.append(words("explain.example", status=words.term("class", expected), text=_example(entry)))
    if "file" in answer:
        found = _found(answer["file"], words) if "looked" in answer["file"] else _file(answer, words)
        lines.extend(map(veiled, found) if answer["check"] == "privacy" else found)
    return "\n".join(harmless(line) for line in lines) + "\n"


def _example(entry: Any) -> str:
    """The text of an example, {{ }} shown as 【】; of one with several texts the first."""
    text = entry if isinstance(entry, str) else next((str(v) for v in entry.values() if isinstance(v, str)), "")
    shown = _MARK.sub(r"【\1】", text).strip().replace("\n", " ⏎ ")
    return shown if len(shown) <= _EXAMPLE else _around_mark(shown)


def _around_mark(shown: str) -> str:
    """The part of a long example that holds its first mark."""
    at = max(shown.find("【") - _EXAMPLE // 2, 0)
    cut = shown[at : at + _EXAMPLE]
    return ("…" if at else "") + cut + ("…" if at + _EXAMPLE < len(shown) else "")


def _options(name: str, value: Any, words: Catalogue) -> list[str]:
    """An option of a rule: a line, or a line each where it lists mappings."""
    if not isinstance(value, list) or not any(isinstance(each, dict) for each in value):
        return [words("explain.option", name=name, value=_option(value, words, _WORDS))]
    lines = [words("explain.option", name=name, value="").rstrip()]
    lines += [f"  {_option(each, words, _INNER)}" for each in value[:_INNER]]
    more = len(value) - _INNER
    return [*lines, "  " + words("explain.more", count=more).strip()] if more > 0 else lines


def _option(value: Any, words: Catalogue, most: int) -> str:
    """A value in one line: of a list the first `most` words, a mapping as key：value."""
    if isinstance(value, list):
        parts = [_option(each, words, _INNER) for each in value]
        more = words("explain.more", count=len(parts) - most) if len(parts) > most else ""
        return words("list.comma").join(parts[:most]) + more
    if isinstance(value, dict):
        return words("list.semicolon").join(f"{key}{words('list.colon')}{_option(each, words, _INNER)}" for key, each in value.items())
    return words("explain.yes" if value else "explain.no") if isinstance(value, bool) else str(value)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _file(answer: dict[str, Any], words: Catalogue) -> list[str]:
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
        lines.append(words("explain.passage", line=passage["line"], place=passage["place"], text=_flat(passage["text"])))
        lines.extend(
            words("explain.evidence", kind=words.term("evidence", evidence["kind"]), text=_flat(evidence["text"]))
            for evidence in passage["evidence"]
        )
    if found["nearest"]:
        near = found["nearest"]
        lines.append(words("explain.nearest", line=near["line"], text=_flat(near["text"]), why=words.term("reason", near["why"])))
    if answer.get("unclaimed"):
        lines.append(words("explain.unclaimed", count=len(answer["unclaimed"])))
        lines.extend(words("explain.unclaimed.row", line=f["line"], text=_flat(f["text"])) for f in answer["unclaimed"][:12])
    return lines


def _found(found: dict[str, Any], words: Catalogue) -> list[str]:
    """What a rule that finds things did in a file: findings, then the relations or claims it judged."""
    path = found["path"]
    if found["looked"] is None:
        status = words.term("status", found["status"])
        return ["", words("explain.verdict", path=path, status=status, reason=words.term("reason", found["reason"]))]
    looked = words(f"looked.{found['looked']['at']}", count=found["looked"]["count"])
    findings, claims = found["findings"], found["claims"]
    count = sum(claim["support"] != "supported" for claim in claims) if claims else len(findings)
    lines = ["", words("explain.found" if count else "explain.clean", path=path, count=count, looked=looked)]
    for finding in findings[:_PLACES] if not claims else ():  # a claim tells of its finding
        if "line" in finding:
            lines.append(words("explain.passage", line=finding["line"], place=finding["place"], text=_flat(finding["text"])))
        lines.append(words("explain.remark", severity=words(f"severity.{finding['severity']}"), message=finding["message"]))
    for relation in found["relations"][:_PLACES]:
        kind, verdict = words.term("relation", relation["kind"]), words(f"verdict.{relation['verdict']}")
        lines.append(words("explain.relation", kind=kind, verdict=verdict, calculation=relation["calculation"]))
        lines += [words("explain.part", role=words.term("part", p["role"]), line=p["line"], text=_flat(p["text"])) for p in relation["parts"]]
    for claim in claims[:_PLACES]:
        lines.append(words("explain.passage", line=claim["line"], place=claim["place"], text=_flat(claim["text"])))
        support = words(f"support.{claim['support']}")
        why = re.sub(rf"^{re.escape(support)}[。；;:：] ?", "", claim["why"], flags=re.IGNORECASE) or words.term("reason", claim["reason"])
        told = {"kind": words(f"claim.{claim['kind']}"), "support": support, "strength": words(f"strength.{claim['strength']}")}
        lines.append(words("explain.claim" if claim["support"] != "supported" else "explain.claim.backed", why=why, **told))
    left = sum(max(len(found[key]) - _PLACES, 0) for key in ("relations", "claims" if claims else "findings"))
    return [*lines, words("explain.left", count=left)] if left else lines
