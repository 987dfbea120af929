"""The typer application: which commands there are. Each command's work is imported when it is called."""

import typer

from linter.cli import baseline, check, checklist, config, doctor, explain, rules, serve, text
from linter.cli.completion import Commands

app = typer.Typer(
    name="fazhi-lint",
    cls=Commands,
    help="法治政府建设年度报告合规检查。",
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
check.register(app)
explain.register(app)
text.register(app)
checklist.register(app)
config.register(app)
doctor.register(app)
serve.register(app)
app.add_typer(rules.app, name="rules")
app.add_typer(baseline.app, name="baseline")


@app.callback()
def greet(context: typer.Context, version: bool = typer.Option(False, "--version", help="显示版本。")) -> None:
    """检查法治政府建设年度报告：缺项、佐证、得分。"""
    if version:
        from linter import __version__

        typer.echo(f"fazhi-lint {__version__}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        typer.echo(
            "fazhi-lint：法治政府建设年度报告合规检查。三个常用命令：\n"
            "  fazhi-lint check 报告.docx                 检查一份报告，列出未检出的事项和得分\n"
            "  fazhi-lint check 文件夹 --format csv       检查多份报告，按得分排列\n"
            "  fazhi-lint explain 规则编号 报告.docx      说明某一事项的依据和判断理由\n"
            "全部命令见 fazhi-lint --help。文件只在本机读取，不联网。"
        )
