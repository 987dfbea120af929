"""`rules list|check|test|new|schema|lock|diff`: the tools of rule authors."""

import sys
import typing

import typer

from linter.cli.differences import diff
from linter.cli.locks import lock

app = typer.Typer(help="规则编写工具：list、check、test、new、schema、lock、diff。", rich_markup_mode=None, no_args_is_help=False)
app.command("lock")(lock)
app.command("diff")(diff)
Roots = typing.Annotated[list[str] | None, typer.Option("--rules", help="规则包（文件夹，可重复），缺省只用自带规则。")]


def laid(roots: list[str] | None) -> tuple[str | None, tuple[str, ...]]:
    """(whole rulebook, packs): a first folder with the default profile is a whole rulebook, any other an addition to the built-in one."""
    import os

    folders = tuple(roots or ())
    if folders and os.path.isfile(os.path.join(folders[0], "profiles", "default.yaml")):
        return folders[0], folders[1:]
    return None, folders


@app.command("list")
def list_rules(
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="编号或前缀。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="只列某一层级适用的。")] = None,
    roots: Roots = None,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
) -> int:
    """列出全部规则。"""
    from linter import rulebook
    from linter.checks.registry import kinds
    from linter.cli.request import one_of
    from linter.configuration.keys import LEVELS
    from linter.engine import chosen
    from linter.output.catalogue import catalogue
    from linter.output.glyphs import pad, width

    one_of("--level", level, LEVELS)
    words = catalogue(lang)
    prefixes = tuple(p for value in select or () for p in value.split(","))
    base, extra = laid(roots)
    book = rulebook.load(kinds, extra=extra, root=base)
    origins = rulebook.origins(base, extra) if extra else {}
    found = [r for r in book.rules if (not prefixes or chosen(r.id, prefixes)) and (level is None or level in r.levels)]
    if as_json:
        import json

        rows = [
            {"id": r.id, "title": r.title_en if lang == "en" else r.title_zh, "check": r.check, "pack": r.pack, "severity": r.severity,
             "weight": r.weight, "levels": list(r.levels), "years": list(r.years), "origin": _origin(origins.get(r.id))}
            for r in found
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    kinds_ = max((width(words.term("kind", r.check)) for r in found), default=0)
    marks = {r.id: origins[r.id].mark for r in found} if extra else {}
    columns = max(map(width, marks.values()), default=0)
    for r in found:
        severity = pad(words(f"severity.{r.severity}"), 8)
        kind = pad(words.term("kind", r.check), kinds_)
        mark = (pad(marks[r.id], columns),) if extra else ()
        print(pad(r.id, 44), kind, severity, pad(str(r.weight), 2), pad(r.pack, 10), *mark, words.pick(r.title_zh, r.title_en))
    print(f"共 {len(found)} 条")
    return 0


def _origin(origin: typing.Any) -> dict[str, typing.Any]:
    """Where a rule is from, as JSON."""
    changes = [{"pack": change.pack, "keys": list(change.keys), "why": change.why} for change in origin.changes] if origin else []
    return {"pack": origin.pack if origin else "builtin", "changes": changes}


@app.command("check")
def check_rules(roots: Roots = None) -> int:
    """检查规则文件：键名、词表、依据、示例数量。"""
    from linter import rulebook
    from linter.checks.registry import kinds
    from linter.cli.exits import USAGE

    base, extra = laid(roots)
    failures = rulebook.validate(base, kinds, extra=extra)
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        print(f"{len(failures)} 处需要修改。", file=sys.stderr)
        return USAGE
    print("规则文件齐备。")
    return 0


@app.command("test")
def test_rules(
    select: typing.Annotated[list[str] | None, typer.Option("--select", help="编号或前缀。")] = None,
    cross: typing.Annotated[bool, typer.Option("--cross", help="各规则的示例还触发了哪些别的规则。")] = False,
    every: typing.Annotated[bool, typer.Option("--all", help="连同规则包没有碰过的自带规则。")] = False,
    roots: Roots = None,
) -> int:
    """运行规则的示例；给出规则包时，只运行它自己的和它调整过的规则。"""
    from linter import rulebook, ruletest
    from linter.checks.registry import kinds
    from linter.cli.exits import FINDINGS
    from linter.engine import Engine, chosen

    prefixes = tuple(p for value in select or () for p in value.split(","))
    base, extra = laid(roots)
    engine = Engine(rulebook.load(kinds, extra=extra, root=base))

    touched = None
    if extra and not every and not prefixes:
        touched = {rule for rule, origin in rulebook.origins(base, extra).items() if origin.tested}

    def wanted(rule: str) -> bool:
        return (touched is None or rule in touched) and (not prefixes or chosen(rule, prefixes))

    examples = rulebook.examples(base, extra)
    if cross:
        found = ruletest.cross(engine, examples, wanted)
        for f in found:
            print(f"{f.rule} 的示例 {f.expected}[{f.number + 1}] 还触发 {f.reason}（{f.got}）", file=sys.stderr)
        print(f"交叉触发 {len(found)} 处。")
        return FINDINGS if found else 0
    count, failures = ruletest.run(engine, examples, wanted)
    for f in failures:
        print(f"{f.rule} 的示例 {f.expected}[{f.number + 1}]：结果为 {f.got}（{f.reason}）", file=sys.stderr)
    print(f"运行 {count} 个示例，{len(failures)} 个与所注不符。")
    return FINDINGS if failures else 0


@app.command("schema")
def schema(
    of: typing.Annotated[str, typer.Argument(metavar="[rule|pack|tailor]", help="哪种文件：规则、规则包清单、tailor.yaml。")] = "rule",
) -> int:
    """输出规则文件的 JSON Schema（draft-07），供编辑器使用。"""
    import json

    from linter.checks.registry import kinds
    from linter.cli.request import one_of
    from linter.rulebook import manifest, tailoring
    from linter.rulebook.schema import DRAFT, union

    one_of("rules schema", of, ["rule", "pack", "tailor"])
    parts = {"pack": manifest.SCHEMA, "tailor": tailoring.SCHEMA}
    print(json.dumps({"$schema": DRAFT, **parts[of]} if of in parts else union(kinds()), ensure_ascii=False, indent=2))
    return 0


@app.command("new")
def new(
    rule: typing.Annotated[str, typer.Argument(metavar="ID", help="规则编号，如 enforcement.three-systems.disclosure")],
    roots: Roots = None,
) -> int:
    """写出一个规则文件的骨架。"""
    import os

    from linter import rulebook
    from linter.model.failure import UsageFailure
    from linter.rulebook.rules import identify

    # an id is a path: one with other signs could lie outside the folder of rules
    if "." not in rule or identify(rule.replace(".", "/") + ".yaml") != rule:
        raise UsageFailure(f"规则编号 {rule} 不合写法：小写字母、数字和连字符，各段用点隔开，例如 enforcement.three-systems.disclosure")
    path = rulebook.rule_path(roots[-1] if roots else None, rule)
    if os.path.exists(path):
        raise UsageFailure(f"{path} 已经存在，未改动。")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    from importlib.resources import files

    with open(path, "w", encoding="utf-8") as file:
        file.write(files("linter.cli").joinpath("skeleton.yaml").read_text("utf-8"))
    print(f"已写出 {path}。请补全各项，再运行 fazhi-lint rules check 和 fazhi-lint rules test --select {rule}")
    return 0
