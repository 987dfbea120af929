"""A result file, written whole or not at all."""

import errno
import os
import stat
from contextlib import suppress
from zlib import crc32

_REASONS = {
    errno.ENOENT: "所在文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在磁盘只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超过磁盘限额",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EBUSY: "文件正被其他程序使用",
    errno.ETXTBSY: "文件正被其他程序使用",
}


def reason(error: OSError) -> str:
    """Why a file cannot be written, in Chinese; the system's own words where it is a rare case."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def save(path: str, text: str | bytes) -> None:
    """Writes `text` (as UTF-8, bytes as they are) so that an interrupted run leaves the file as it was. OSError where it cannot be written.

    A link keeps pointing where it points, a file that was there keeps its permissions, and what is no file
    (/dev/stdout, a pipe) is written to directly.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    target = os.path.realpath(path)
    try:
        mode: int | None = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        _over(path, data)
        return
    folder, name = os.path.split(target)
    # not the target's name with more behind it: that could be longer than a name may be
    draft = os.path.join(folder, f".fazhi-lint-{os.getpid()}-{crc32(os.fsencode(name)):08x}.tmp")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except PermissionError:
        # a folder that takes no new files may hold one that may be written
        if mode is None:
            raise
        _over(target, data)
        return
    try:
        if mode is not None:
            if not os.access(target, os.W_OK):
                raise PermissionError(13, os.strerror(13))
            os.chmod(draft, stat.S_IMODE(mode))
        with open(handle, "wb") as file:
            handle = -1
            file.write(data)
        os.replace(draft, target)
    except BaseException:
        if handle >= 0:
            os.close(handle)
        with suppress(OSError):
            os.unlink(draft)
        raise


def _over(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
