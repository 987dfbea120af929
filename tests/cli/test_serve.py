"""`serve`: what it prints, refuses and opens."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "青岚县2024年法治政府建设年度报告.docx"
_RUN = "from linter.cli import main; main()"


def start(*arguments: str, code: str = _RUN, **environment: str) -> subprocess.Popen:
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    kept |= {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen([sys.executable, "-c", code, "serve", *arguments], cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def refused(*arguments: str, code: str = _RUN) -> str:
    process = start(*arguments, code=code)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, b"")
    sentence = err.decode()
    assert len(sentence.splitlines()) == 1
    return sentence


@pytest.mark.parametrize("number", [signal.SIGINT])
def test_it_prints_its_address_in_one_line_and_ends_quietly(number):
    process = start("--no-browser", str(REPORT))
    line = process.stdout.readline().decode()
    assert "http://127.0.0.1:" in line and "/enter/" in line
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err) == (0, b"", b"")


def test_it_tells_programs_in_json():
    process = start("--no-browser", "--format", "json")
    told = json.loads(process.stdout.readline())
    assert told["url"].startswith(f"http://127.0.0.1:{told['port']}/enter/")
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=120) == (b"", b"") and process.returncode == 0


def test_it_opens_the_browser_with_the_address_it_prints(tmp_path):
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}.part" && mv "{opened}.part" "{opened}"\n')
    browser.chmod(0o755)
    process = start("--format", "json", BROWSER=str(browser))
    told = json.loads(process.stdout.readline())
    while not opened.exists():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert opened.read_text().strip() == told["url"]


def test_a_port_in_use_is_told_with_advice():
    process = start("--no-browser", "--format", "json")
    port = json.loads(process.stdout.readline())["port"]
    try:
        assert "换一个端口" in refused("--no-browser", "--port", str(port))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有这个文件.docx"], "找不到文件"),
        (["examples"], "文件夹"),
        (["--previous", "没有.docx"], "找不到文件"),
        (["--level", "kingdom"], "--level"),
        (["--stage", "burnt"], "--stage"),
        (["--lang", "de"], "--lang"),
        (["--format", "xml"], "--format"),
        (["--port", "70000"], "--port"),
        (["--host", "192.0.2.1"], "--allow-remote"),
        (["--host", "192.0.2.1", "--allow-remote"], "--tls-certificate"),
        (["--host", "0.0.0.0", "--allow-remote"], "0.0.0.0"),
        (["--host", "192.0.2.1", "--allow-remote", "--tls-certificate", "没有.pem", "--tls-key", "没有.pem"], "没有.pem"),
        (["--rules", "没有这个文件夹"], "没有这个文件夹"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments, said):
    assert said in refused("--no-browser", *arguments)


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_components_it_says_how_to_get_them(missing):
    code = f"import sys; sys.modules[{missing!r}] = None; {_RUN}"
    assert 'pip install "fazhi-lint[web]"' in refused("--no-browser", code=code)


def test_check_does_not_load_the_workbench():
    code = f"import sys\ntry:\n    {_RUN}\nfinally:\n    assert not {{'starlette', 'uvicorn', 'anyio', 'linter.workbench.server'}} & sys.modules.keys()"
    done = subprocess.run([sys.executable, "-c", code, "check", str(REPORT), "--format", "json"], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode in (0, 1) and done.stderr == b""
