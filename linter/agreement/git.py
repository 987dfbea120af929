"""What git knows of a file at an earlier revision. Only reading commands, no filters, hooks, pagers or helpers, nothing fetched."""

import os
import subprocess

from linter.model.failure import UsageFailure
from linter.paths import repository

_SECONDS = 60
_LFS = b"version https://git-lfs"
# no lock is taken, nobody is asked, nothing is fetched, nobody else's program is run
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_PAGER": "cat", "LC_ALL": "C"}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=off", "-c", "core.hooksPath=/dev/null")


class Revision:
    """One repository at one commit. UsageFailure where there is no repository, no git, or no such revision."""

    def __init__(self, folder: str, name: str) -> None:
        if name.startswith("-") or not name.strip():
            raise UsageFailure(f"--changed-from 要写一个 git 版本，例如 HEAD 或 origin/main；收到 {name}")
        root = repository(folder)
        if root is None:
            raise UsageFailure(f"--changed-from 要在 git 仓库中使用；{folder or '.'} 不在仓库中。")
        self.root = root
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
        if not found:
            raise UsageFailure(f"--changed-from：仓库中找不到版本 {name}（浅克隆时请先取回完整历史）。")
        self.commit = found.decode("ascii", "replace").strip()
        self._renamed: dict[bytes, bytes] | None = None

    def content(self, path: str) -> bytes | None:
        """The bytes of a file then, renames followed; None where it was not there, or only a pointer of git-lfs."""
        real = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
        inside = os.fsencode(os.path.relpath(real, self.root).replace(os.sep, "/"))
        data = self._run("cat-file", "blob", self.commit.encode() + b":" + inside)
        if data is None:
            old = self._renames().get(inside)
            data = self._run("cat-file", "blob", self.commit.encode() + b":" + old) if old else None
        return None if data is None or data.startswith(_LFS) else data

    def _renames(self) -> dict[bytes, bytes]:
        """Name now → name then."""
        if self._renamed is None:
            listing = self._run("diff", "--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R", "--name-status", "-z", self.commit, "--")
            parts = (listing or b"").split(b"\0")
            self._renamed = {parts[i + 2]: parts[i + 1] for i in range(0, len(parts) - 2, 3)}
        return self._renamed

    def _run(self, *arguments: str | bytes) -> bytes | None:
        """What a git command prints; None where it fails."""
        try:
            done = subprocess.run(
                ["git", *_SETTINGS, "-C", self.root, *arguments],
                capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False, env=os.environ | _QUIET,
            )  # fmt: skip
        except FileNotFoundError:
            raise UsageFailure("--changed-from 要用到 git，本机找不到 git 命令。") from None
        except subprocess.TimeoutExpired:
            raise UsageFailure(f"--changed-from：git 在 {_SECONDS} 秒内没有回应。") from None
        return done.stdout if done.returncode == 0 else None
