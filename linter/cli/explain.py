"""`explain RULE [FILE]`: the rule, its law, its examples; for a file: why, nearest miss included."""

import sys
import typing

import typer


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    rule: typing.Annotated[str, typer.Argument(metavar="RULE", help="规则编号。")],
    file: typing.Annotated[str | None, typer.Argument(metavar="[FILE]", help="报告文件。")] = None,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级。")] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则文件夹。")] = None,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
    config: typing.Annotated[str | None, typer.Option("--config", help="配置文件；缺省从文件所在处向上找。")] = None,
    isolated: typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")] = False,
) -> int:
    """说明一条规则；给出文件时说明为何如此判断。"""
    import json

    from linter.cli.exits import INPUT
    from linter.cli.request import Request, one_of
    from linter.cli.settling import named, options_of, settled
    from linter.configuration.keys import LEVELS
    from linter.engine import Engine, load
    from linter.explanation import of_document, of_rule, unclaimed
    from linter.model.failure import ReadFailure, UsageFailure

    one_of("--level", level, LEVELS)
    one_of("--lang", lang, ["zh", "en"])
    known = named(context)
    told: dict[str, typing.Any] = {"level": level, "year": year, "rules": tuple(rules or ()), "lang": lang}
    request, settlement = settled(Request((file,) if file else (), config=config, isolated=isolated, given=known, **told))
    lang, extra = request.lang, request.rules
    options = options_of(request, settlement.of_report(file) if file else {})
    rulebook = load(extra)
    found = next((r for r in rulebook.rules if r.id == rule), None)
    if found is None:
        import difflib

        near = difflib.get_close_matches(rule, [r.id for r in rulebook.rules], 3, 0.5)
        raise UsageFailure(f"没有规则 {rule}" + (f"，是否指 {'、'.join(near)}？" if near else "。") + "全部编号见 fazhi-lint rules list")
    # every rule is explained, whatever is selected for the checks
    engine = Engine(rulebook, options._replace(assume_report=True, select=(), ignore=(), pack="all"))
    answer = of_rule(found, engine, extra)
    if file is not None:
        from linter.reading import read, residue_words

        try:
            document = read(file, residue=residue_words(engine.lexicon))
        except FileNotFoundError:
            raise UsageFailure(f"找不到文件：{file}") from None
        except ReadFailure as failure:
            print(f"{file}：{failure.message}", file=sys.stderr)
            return INPUT
        judgement = engine.judge(document)
        answer["file"] = of_document(found, judgement, engine)
        answer["unclaimed"] = unclaimed(judgement)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        from linter.output.explanation import compose

        sys.stdout.write(compose(answer, lang))
    return 0
