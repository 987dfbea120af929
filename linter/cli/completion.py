"""Shell completion: typer's scripts, with the shell named or found out, and told in Chinese."""

import sys
from typing import Any, NoReturn

from typer.core import TyperGroup

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
HELP = {
    "install_completion": "为当前终端安装命令补全；也可写明终端：--install-completion bash。",
    "show_completion": "显示补全脚本，便于自行安装；也可写明终端：--show-completion zsh。",
}


class Commands(TyperGroup):
    """The commands, whose two options on completion take the name of a shell and refuse one they do not know with exit code 2."""

    def get_params(self, ctx: Any) -> Any:
        """As ever, with help in Chinese."""
        params = super().get_params(ctx)
        for param in params:
            if param.name in HELP:
                param.help = HELP[param.name]  # type: ignore[attr-defined]
        return params

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As ever, but for the two options, which end the run."""
        option, _, joined = args[0].partition("=") if args else ("", "", "")
        if option in ("--install-completion", "--show-completion"):
            _complete(option, joined or (args[1] if len(args) > 1 else None))
        return super().parse_args(ctx, args)


def _complete(option: str, named: str | None) -> NoReturn:
    """Prints or installs the script. UsageFailure for a shell that is not known and where the script cannot be written."""
    from typer import completion as scripts

    from linter.model.failure import UsageFailure

    shell = named or _detected()
    if shell not in SHELLS:
        found = f"不支持终端 {shell}" if shell else "不能判断当前是哪一种终端"
        raise UsageFailure(f"{found}，请写明其中一种：{'、'.join(SHELLS)}，例如 fazhi-lint {option} bash")
    if option == "--show-completion":
        script = scripts.get_completion_script(prog_name="fazhi-lint", complete_var="_FAZHI_LINT_COMPLETE", shell=shell)  # type: ignore[attr-defined]
        print(script)
    else:
        try:
            _, path = scripts.install(shell, "fazhi-lint", "_FAZHI_LINT_COMPLETE")  # type: ignore[attr-defined]
        except OSError as error:
            raise UsageFailure(f"无法安装命令补全：{error.strerror}（{error.filename}）。可用 fazhi-lint --show-completion {shell} 取得脚本。") from None
        print(f"已为 {shell} 安装命令补全：{path}。重新打开终端后生效。")
    sys.stdout.flush()
    sys.exit(0)


def _detected() -> str | None:
    """The shell that called, or the login shell; None where neither can be told."""
    try:
        import shellingham  # type: ignore[import-untyped]

        return str(shellingham.detect_shell()[0])
    except Exception:  # no parent process to look at, or no such package
        import os

        return os.path.basename(os.environ.get("SHELL", "")) or None
