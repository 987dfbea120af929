"""`serve [FILE]`: the workbench in the browser of this machine."""

import os
import sys
import typing

import typer

if typing.TYPE_CHECKING:
    from collections.abc import Callable

    from linter.engine import Options
    from linter.model.rule import Rulebook
    from linter.workbench.app import Annex
    from linter.workbench.session import Session

_DESKTOPS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    file: typing.Annotated[str | None, typer.Argument(metavar="[FILE]", help="打开的报告；保存后自动重新检查。")] = None,
    db: typing.Annotated[str | None, typer.Option("--db", help="库文件：在浏览器里看多份报告的排名、热力图、走势等，只读。")] = None,
    port: typing.Annotated[int, typer.Option("--port", help="端口；0 为任一空闲端口。", min=0, max=65535)] = 0,
    browser: typing.Annotated[bool, typer.Option("--browser/--no-browser", help="是否打开浏览器。")] = True,
    watch: typing.Annotated[bool, typer.Option("--watch/--no-watch", help="是否监视 FILE。")] = True,
    level: typing.Annotated[str | None, typer.Option("--level", help="层级。")] = None,
    year: typing.Annotated[int | None, typer.Option("--year", help="报告年度。", min=2000, max=2100)] = None,
    stage: typing.Annotated[str | None, typer.Option("--stage", help="阶段：draft、submitted、published。")] = None,
    previous: typing.Annotated[str | None, typer.Option("--previous", help="上一年度报告。")] = None,
    rules: typing.Annotated[list[str] | None, typer.Option("--rules", help="另加的规则文件夹。")] = None,
    lang: typing.Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")] = "zh",
    format: typing.Annotated[str, typer.Option("--format", "-f", help="打印地址的格式：text、json。")] = "text",
    max_memory: typing.Annotated[int, typer.Option("--max-memory", help="检查进程的内存上限（MB）。", min=512)] = 2000,
    timeout: typing.Annotated[float, typer.Option("--timeout", help="每一步的时限（秒）。", min=1)] = 60,
    host: typing.Annotated[str, typer.Option("--host", help="监听的地址。")] = "127.0.0.1",
    allow_remote: typing.Annotated[bool, typer.Option("--allow-remote", help="允许本机以外的浏览器访问，须配证书。")] = False,
    tls_certificate: typing.Annotated[str | None, typer.Option("--tls-certificate", help="证书文件（PEM）。")] = None,
    tls_key: typing.Annotated[str | None, typer.Option("--tls-key", help="私钥文件（PEM）。")] = None,
    config: typing.Annotated[str | None, typer.Option("--config", help="配置文件；缺省从文件所在处向上找。")] = None,
    isolated: typing.Annotated[bool, typer.Option("--isolated", help="不读任何配置文件和环境变量。")] = False,
) -> int:
    """打开工作台：在本机浏览器里检查报告，文件不上传、不落盘。"""
    from linter.cli.request import Request, one_of
    from linter.cli.settling import named, options_of, settled
    from linter.configuration.keys import LEVELS, STAGES
    from linter.engine import load
    from linter.model.failure import UsageFailure

    for option, value, allowed in (("--level", level, LEVELS), ("--stage", stage, STAGES), ("--lang", lang, ["zh", "en"]), ("--format", format, ["text", "json"])):
        one_of(option, value, list(allowed))
    try:
        from linter.workbench.server import LOOPBACK, Place, Server, Taken
    except ImportError:
        raise UsageFailure('工作台需要另装组件：pip install "fazhi-lint[web]"') from None
    if host not in LOOPBACK:
        _remote(host, allow_remote, tls_certificate, tls_key)
    told: dict[str, typing.Any] = {"level": level, "year": year, "stage": stage, "rules": tuple(rules or ()), "lang": lang}
    request, settlement = settled(Request((file,) if file else (), config=config, isolated=isolated, given=named(context), **told))
    options = options_of(request, settlement.of_report(file) if file else {})
    from linter.workbench.clerk import Brief
    from linter.workbench.papers import Papers

    papers, watcher = Papers(lang=request.lang), None
    if file is not None:
        from linter.workbench.watch import Watch

        watcher = Watch(file, request.max_size)
        papers = papers.with_report(os.path.basename(file), _read(watcher), followed=True, watched=watch)
    if previous is not None:
        from linter.workbench.watch import Watch

        papers = papers._replace(previous=(os.path.basename(previous), _read(Watch(previous, request.max_size))))
    if file is not None:  # said of this file: the user may say something else of it on the page
        papers = papers._replace(level=options.level, year=options.year, stage=options.stage, assumed=options.assume_report)
        options = options._replace(level=None, year=None, stage=None, assume_report=False)
    book = load(request.rules)
    brief = Brief(book, options, memory=max_memory * 1_000_000, seconds=timeout)
    annex = _stacks(db, request.lang, book, options) if db is not None else None
    try:
        server = Server(Place(host, port, tls_certificate, tls_key), brief, papers, watcher, annex)
    except Taken:
        raise UsageFailure(f"无法在 {host} 的端口 {port} 上打开工作台（已被占用或不允许）。请换一个端口，或不写 --port。") from None
    if host not in LOOPBACK:
        print(f"注意：工作台可从本机以外访问（{host}）。得到下面地址的人都能看到报告；用完请按 Ctrl-C。", file=sys.stderr)
    server.expect_stop()
    _tell(server.address, server.port, format)
    if browser and _desktop():
        import threading

        from linter.workbench.browser import show

        threading.Thread(target=show, args=(server.address,), daemon=True).start()
    server.serve_until_stopped()
    return 0


def _stacks(path: str, lang: str, book: "Rulebook", options: "Options") -> "Callable[[Session], Annex]":
    """The pages over the store at `path`. UsageFailure where it is none, or where the extra is not installed."""
    from linter.output.catalogue import catalogue
    from linter.portfolio.extra import required

    words = catalogue(lang, "portfolio")
    required(lambda name: words("extra.missing", name=name))
    from linter.engines import Engines
    from linter.portfolio.intake import identity_of
    from linter.workbench.stacks.routes import Stacks
    from linter.workbench.stacks.shelf import Shelf

    shelf, identity = Shelf(path, words), identity_of(Engines(book, options))
    return lambda session: Stacks(shelf, session, identity)


def _remote(host: str, allowed: bool, certificate: str | None, key: str | None) -> None:
    """UsageFailure unless everything is said that a way in from other machines needs."""
    from linter.model.failure import UsageFailure

    if host in ("0.0.0.0", "::", "*", ""):
        raise UsageFailure("--host 请写明本机在网内的地址或名称，不能是 0.0.0.0 这类通配地址。")
    if not allowed or certificate is None or key is None:
        raise UsageFailure(f"--host {host} 不是本机地址：报告会经网络传送。确需如此，请同时写 --allow-remote、--tls-certificate 和 --tls-key。")
    for option, path in (("--tls-certificate", certificate), ("--tls-key", key)):
        if not os.path.isfile(path):
            raise UsageFailure(f"{option}：找不到文件 {path}")


def _read(watch: typing.Any) -> bytes:
    """The bytes of a file that the command line names. UsageFailure where there is none."""
    from linter.model.failure import ReadFailure, UsageFailure

    try:
        data: bytes = watch.read()
    except FileNotFoundError:
        raise UsageFailure(f"找不到文件：{watch.path}") from None
    except ReadFailure as failure:
        raise UsageFailure(f"{watch.path}：{failure.message}") from None
    return data


def _tell(address: str, port: int, format: str) -> None:
    if format == "json":
        import json

        print(json.dumps({"url": address, "port": port}), flush=True)
    else:
        print(f"工作台：{address}（地址只能用一次；按 Ctrl-C 结束）", flush=True)


def _desktop() -> bool:
    """Whether there is a screen to open a browser on."""
    return sys.platform in ("win32", "darwin") or any(name in os.environ for name in _DESKTOPS)
