"""Run by office.py as a program of its own: converts one document with LibreOffice and leaves nothing behind.

Whoever asks may be ended at any moment (time limit, Ctrl-C, a batch that is killed). So this process alone touches
the disk: when the pipe that asks is closed, LibreOffice is ended, its folder removed. Standard library only.

    python converter.py SOFFICE SUFFIX SECONDS    stdin: length (8 bytes), document; stays open
                                                  stdout: the .docx; exit code: 0, FAILED or LATE
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

FAILED, LATE = 3, 4
_LARGEST = 200_000_000  # bytes of a file that LibreOffice may write
_MEMORY = 4 << 30  # bytes of address space; it takes half a gigabyte
# what LibreOffice needs of the environment; everything else (display, session, tokens) is none of its business
_KEPT = ("PATH", "LANG", "LANGUAGE", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PROGRAMFILES", "PROGRAMDATA", "TZ")
_SETTINGS = (
    # no macro runs, whoever signed it
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Filter/Import/VBA", "Load", "false"),
    ("Office.Writer/Filter/Import/VBA", "Executable", "false"),
    # no link is followed: neither to other files nor into the network, which would not be reached anyway
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    # nothing is remembered or asked
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/History", "PickListSize", "0"),
    # the same result on every machine
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
)


def settings() -> str:
    """The registrymodifications.xcu of the profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n' for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )


def environment(folder: str) -> dict[str, str]:
    """The environment of LibreOffice: its home and its temporary files are in `folder`, every proxy leads nowhere."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT or name.startswith("LC_")}
    own = os.path.join(folder, "own")
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP"), own)
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    return {**kept, **places, **nowhere, "SAL_USE_VCLPLUGIN": "svp"}


def main(soffice: str, suffix: str, seconds: float) -> int:
    """Converts what comes on stdin; the exit code."""
    asked = sys.stdin.buffer
    length = int.from_bytes(asked.read(8), "big")
    data = asked.read(length)
    if not length or len(data) != length:
        return FAILED
    folder = tempfile.mkdtemp(prefix="fazhi-lint-")  # for its owner alone
    try:
        made, code = _converted(soffice, suffix, seconds, data, folder)
    finally:
        _remove(folder)
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return code


def _converted(soffice: str, suffix: str, seconds: float, data: bytes, folder: str) -> tuple[bytes, int]:
    """(the .docx, exit code)."""
    for name in ("own", "profile", "profile/user", "in", "out"):
        os.mkdir(os.path.join(folder, name), 0o700)
    with open(os.path.join(folder, "profile", "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
        file.write(settings())
    # never the name of the document: names stand in lists of processes
    source = os.path.join(folder, "in", "document" + suffix)
    with open(source, "wb") as document:
        document.write(data)
    process = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", os.path.join(folder, "out"), source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
        preexec_fn=_bounded if sys.platform != "win32" else None,  # there is no other thread yet
    )
    threading.Thread(target=_watch, args=(process, folder), daemon=True).start()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return b"", LATE
    finally:
        _end(process)
    try:
        with open(os.path.join(folder, "out", "document.docx"), "rb") as file:
            made = file.read()
    except OSError:
        made = b""
    return made, 0 if made else FAILED


def _bounded() -> None:
    """Limits of LibreOffice: no file and no memory without end, and no core dump, which would hold the document."""
    import resource

    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, _LARGEST), (resource.RLIMIT_AS, _MEMORY)):
        with contextlib.suppress(OSError, ValueError):  # what is set lower already stays
            _, hard = resource.getrlimit(kind)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))


def _watch(process: "subprocess.Popen[bytes]", folder: str) -> None:
    """Waits until nobody asks any more, then ends everything."""
    # not the buffered stream: a thread that holds its lock keeps the interpreter from ending
    while os.read(0, 4096):
        pass
    _end(process)
    _remove(folder)
    os._exit(FAILED)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice with everything it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _remove(folder: str) -> None:
    """Removes the folder; a process that is just ending may hold or make a file once more."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
