"""`rules diff A B FILES…`: what a change of rules does to reports."""

import sys
import typing

import typer

_SIDE = "builtin、规则包文件夹或 pack:名称；叠加几个时用逗号隔开。"


def diff(
    before: typing.Annotated[str, typer.Argument(metavar="A", help="原来的规则：" + _SIDE)],
    after: typing.Annotated[str, typer.Argument(metavar="B", help="后来的规则，写法同上。")],
    files: typing.Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="报告文件或文件夹。")] = None,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    markdown: typing.Annotated[bool, typer.Option("--markdown", help="以 Markdown 输出。")] = False,
    as_of: typing.Annotated[str | None, typer.Option("--as-of", help="以哪一天为准（YYYY-MM-DD），缺省今天。")] = None,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
) -> int:
    """比较两套规则：增删改了哪些规则，哪些报告的判断因此改变。"""
    import shutil

    from linter.cli.exits import FINDINGS, INPUT, highest
    from linter.cli.inputs import inputs_of
    from linter.cli.request import one_of
    from linter.output import difference as page
    from linter.output.catalogue import catalogue
    from linter.reading import walked
    from linter.ruletest.difference import difference

    one_of("--lang", lang, ["zh", "en"])
    names = (before, after)
    sides = [_side(name) for name in names]
    inputs = inputs_of(files, walked(), None) if files else []
    found = difference(sides[0], sides[1], inputs, as_of=as_of or "", max_size=5_000_000)
    if as_json:
        sys.stdout.write(page.data(found, names))
    else:
        columns = min(shutil.get_terminal_size((80, 24)).columns, 100)
        sys.stdout.write(page.compose(found, names, catalogue(lang), columns=columns, markdown=markdown))
    for problem in found.errors:
        print(f"{problem.path}：{problem.message}", file=sys.stderr)
    codes = [FINDINGS] if any(report.judged_otherwise for report in found.reports) else []
    return highest([*codes, *([INPUT] if found.errors else [])])


def _side(name: str) -> typing.Any:
    """The rulebook of one side. RuleFailure where a folder is not there or its rules do not hold."""
    from linter import rulebook
    from linter.checks.registry import kinds
    from linter.cli.rules import laid
    from linter.ruletest.difference import Side

    base, extra = laid([part.strip() for part in name.split(",") if part.strip() and part.strip() != "builtin"])
    return Side(rulebook.load(kinds, extra=extra, root=base), rulebook.examples(base, extra))
