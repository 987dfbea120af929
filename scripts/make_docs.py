"""Writes the documentation that follows from the rules: a page a rule, the index, the accounting of law, the keys of each kind.

    python scripts/make_docs.py           writes what differs
    python scripts/make_docs.py --check   writes nothing; names what differs and ends with 1

docs/rules/ and docs/law-accounting.md are generated whole, docs/rule-language.md between its two markers.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from linter import rulebook  # noqa: E402
from linter.checks.registry import kinds  # noqa: E402
from linter.model.rule import Rule, Rulebook, home_of  # noqa: E402
from linter.output.catalogue import catalogue  # noqa: E402
from linter.output.rulepage import link, page  # noqa: E402
from linter.rulebook.accounting import Account, accounts  # noqa: E402
from linter.rulebook.compiler import gather  # noqa: E402
from linter.rulebook.schema import meanings, own_keys  # noqa: E402

PAGES = "docs/rules"
ACCOUNTING = "docs/law-accounting.md"
LANGUAGE = "docs/rule-language.md"
BEGIN, END = "<!-- keys: written by scripts/make_docs.py -->", "<!-- /keys -->"
NOTE = "由 `python scripts/make_docs.py` 生成，请勿手改。"
STATUS = {"automated": "自动", "partial": "部分", "manual": "人工"}
WORDS = catalogue("zh")


def documents() -> dict[str, str]:
    """Path below the checkout → text of every generated file."""
    book = rulebook.load(kinds, root=str(ROOT / "rules"), use_cache=False)
    folio = gather((str(ROOT / "rules"),))
    titles = {outline["source"]: outline["titles"] for outline in book.outlines}
    accounted = accounts(folio.accounts, book.rules, titles)
    files = rulebook.examples(str(ROOT / "rules"))
    told = {name: meanings(kind) for name, kind in kinds().items()}
    made = {f"{PAGES}/{link(rule.id)}": page(rule, book, files[rule.id], told[rule.check]) for rule in book.rules}
    made[f"{PAGES}/README.md"] = index(book, accounted)
    made[ACCOUNTING] = accounting(book, accounted)
    made[LANGUAGE] = language((ROOT / LANGUAGE).read_text("utf-8"))
    return made


def index(book: Rulebook, accounted: tuple[Account, ...]) -> str:
    """docs/rules/README.md: the rules by dimension, and by item of the outlines."""
    weighting = book.weightings["default"]
    parts = [
        "# 规则一览",
        f"{NOTE} 共 {len(book.rules)} 条，每条一页：检查什么、依据、怎样算写到、怎样算有佐证、适用范围、示例和建议。\n"
        "权重是规则自己的，各级方案可以另定（见各页）。[按实施纲要条目查找](#按实施纲要条目)；[法律条文与规则对照](../law-accounting.md)。",
        "## 按维度",
    ]
    for home in (*weighting.dimensions, *weighting.groups):
        rules = [rule for rule in book.rules if home_of(rule.id, (*weighting.dimensions, *weighting.groups)) is home]
        parts += [f"### {home.title_zh}", _table(("规则", "编号", "种类", "等级", "权重"), (_row(rule) for rule in rules))]
    parts.append("## 按实施纲要条目")
    parts.append("序号和标题除 2021—2025 年纲要第（十五）项外未逐字核对（条款待核）。")
    titles = {rule.id: rule.title_zh for rule in book.rules}
    for source in dict.fromkeys(account.source for account in accounted if account.source in {o["source"] for o in book.outlines}):
        rows = ((a.clause, a.title, _links(a.rules, titles, "")) for a in accounted if a.source == source)
        parts += [f"### {book.sources[source].name}", _table(("项", "内容", "规则"), rows)]
    return "\n\n".join(parts) + "\n"


def accounting(book: Rulebook, accounted: tuple[Account, ...]) -> str:
    """docs/law-accounting.md: item by item, how far rules go and which they are."""
    titles = {rule.id: rule.title_zh for rule in book.rules}
    sources = list(dict.fromkeys(account.source for account in accounted))
    counts = (
        (f"《{book.sources[source].name}》", *(sum(a.source == source and a.status == status for a in accounted) for status in STATUS)) for source in sources
    )
    parts = [
        "# 法律条文与规则对照",
        f"{NOTE} 数据在 `rules/accounting.yaml`，由 `fazhi-lint rules check` 与规则的依据互相核对。",
        "- 自动（automated）：条文对报告的要求由规则判断。\n- 部分（partial）：规则判断其中一部分，其余见末列。\n- 人工（manual）：没有规则，原因见末列。",
        _table(("文件", *STATUS.values()), counts),
    ]
    for source in sources:
        marks = book.sources[source].items
        rows = (
            (
                a.clause + ("" if marks.get(a.clause) == "verified" else "（条款待核）"),
                a.title,
                STATUS[a.status],
                _links(a.rules, titles, "rules/"),
                a.left,
            )
            for a in accounted
            if a.source == source
        )
        clause = "项" if source in {o["source"] for o in book.outlines} else "条"
        parts += [f"## {book.sources[source].name}", _table((clause, "内容", "状态", "规则", "规则管不到的"), rows)]
    return "\n\n".join(parts) + "\n"


def language(text: str) -> str:
    """docs/rule-language.md with the table of each kind's keys between its markers."""
    head, _, rest = text.partition(BEGIN)
    _, found, tail = rest.partition(END)
    if not found:
        raise SystemExit(f"{LANGUAGE}: {BEGIN} … {END} is missing")
    parts = []
    for name, kind in sorted(kinds().items()):
        told = meanings(kind)
        rows = (
            (f"`{key}`" + (" \\*" if key in kind.required else ""), _takes(kind.properties[key], kind.properties), _cell(told.get(key, "")))
            for key in own_keys(kind)
        )
        parts += [f"### `check: {name}`", _table(("key", "takes", "for"), rows)]
    return f"{head}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{tail}"


def _takes(schema: dict[str, Any], top: dict[str, Any]) -> str:
    """What a key takes, in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return " · ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        inner = schema.get("items", {})
        if "enum" in inner:
            return "list of " + _takes(inner, top)
        if inner.get("type") == "object":
            return "list of " + _takes(inner, top)
        return "list of " + (_takes(inner, top) if "$ref" in inner else {"string": "words"}.get(inner.get("type", ""), f"{inner.get('type', 'value')}s")).replace("matcher", "matchers")
    if schema.get("type") == "object":
        required = schema.get("required", [])
        return "{" + ", ".join(key if key in required else f"{key}?" for key in schema.get("properties", {})) + "}"
    if "$" in schema.get("pattern", "")[:4]:
        return "`$list`"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_takes(inner, top) for inner in schema["anyOf"]))
    return str(schema.get("type", "value"))


def _row(rule: Rule) -> tuple[str, ...]:
    severity, kind = WORDS(f"severity.{rule.severity}"), WORDS.term("kind", rule.check)
    return f"[{_cell(rule.title_zh)}]({link(rule.id)})", f"`{rule.id}`", kind, severity, str(rule.weight)


def _links(rules: Iterable[str], titles: dict[str, str], folder: str) -> str:
    return "、".join(f"[{_cell(titles[rule])}]({folder}{link(rule)})" for rule in rules)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def differing(made: dict[str, str]) -> Iterator[str]:
    """Generated files that are not as they should be, stale pages included."""
    for name, text in made.items():
        target = ROOT / name
        if not target.is_file() or target.read_text("utf-8") != text:
            yield name
    kept = {ROOT / name for name in made}
    yield from sorted(str(path.relative_to(ROOT)) for path in (ROOT / PAGES).rglob("*.md") if path not in kept)


def main() -> int:
    """Writes or checks; the exit code."""
    made = documents()
    changed = list(differing(made))
    for name in changed:
        print(name)
        if "--check" in sys.argv[1:]:
            continue
        target = ROOT / name
        if name in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made[name], "utf-8")
        else:
            target.unlink()
    if "--check" in sys.argv[1:] and changed:
        print("these files do not follow from the rules: run python scripts/make_docs.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
