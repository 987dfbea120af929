"""The typer application: which commands there are. Each command's work is imported when it is called."""

import typer

from linter.cli import annotate, baseline, check, checklist, config, doctor, explain, portfolio, rules, serve, text
from linter.cli.completion import Commands

GREETING = """\
fazhi-lint：法治政府建设年度报告合规检查。文件只在本机读取，不联网。

  fazhi-lint serve
      打开工作台：把报告拖进网页，正文与问题对照着看；还没有报告，可先看示例
  fazhi-lint check 报告.docx
      在这里列出未检出的事项、待核的数据和得分
  fazhi-lint annotate 报告.docx -o 批注版.docx
      原来的 Word 文件，页边加上批注

全部命令见 fazhi-lint --help；某项规则的依据和例子见 fazhi-lint explain 编号。"""

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
annotate.register(app)
explain.register(app)
text.register(app)
checklist.register(app)
config.register(app)
doctor.register(app)
serve.register(app)
app.add_typer(rules.app, name="rules")
app.add_typer(baseline.app, name="baseline")
app.add_typer(portfolio.app, name="portfolio")


@app.callback()
def greet(context: typer.Context, version: bool = typer.Option(False, "--version", help="显示版本。")) -> None:
    """检查法治政府建设年度报告：缺项、佐证、得分。"""
    if version:
        from linter import __version__

        typer.echo(f"fazhi-lint {__version__}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        typer.echo(GREETING)
