"""`portfolio …`: many reports, one module for each command. Each has `register(app)`; its work is imported when it is called."""

from importlib import import_module

import typer

# in the order of `portfolio --help`; a module may register several commands that belong together
COMMANDS = ("add", "roster", "units", "info", "views", "similar", "review", "survey", "merge", "remove")

app = typer.Typer(help="多份报告：入库、名册、排序、比较。", rich_markup_mode=None, no_args_is_help=False)

for _name in COMMANDS:
    import_module(f"linter.cli.portfolio.{_name}").register(app)
