"""`doctor`: is the installation sound?"""

import typing

import typer


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("doctor")(doctor)


def doctor(as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False) -> int:
    """检查安装：文件是否被别的软件包覆盖、规则能否载入、各格式所需的库、中文字体。"""
    import json

    from linter.cli.exits import USAGE
    from linter.installation import examine

    results = examine()
    if as_json:
        print(json.dumps([r._asdict() for r in results], ensure_ascii=False, indent=1))
    else:
        for result in results:
            print(f"{'正常' if result.ok else '注意' if result.optional else '有误'}  {result.what}：{result.detail}")
    return USAGE if any(not r.ok and not r.optional for r in results) else 0
