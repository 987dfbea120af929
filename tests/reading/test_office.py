"""Old Word, WPS and RTF through LibreOffice: what is read, what is named, what never happens and what never stays."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from linter.deadline import Overdue, within
from linter.model.failure import ReadFailure
from linter.model.text import Document
from linter.reading import converter, office, read
from linter.reading.messages import FAILURES
from linter.reading.ole import Damaged, kind_of
from tests.kit import builder
from tests.kit.conformance import conformance, sound
from tests.kit.lexicon import shipped_words
from tests.kit.ole import ole, word
from tests.kit.reports import REPORTS
from tests.reading.test_docx_comments import word as commented

CONVERTED = "原格式的版式（经 LibreOffice 转换读取）"
ROOT = Path(__file__).parents[2]
_LOCK = '{"%s":{"type":"boolean","value":"true"},"%s":{"type":"string","value":"x1"}}'
FILTERS = {
    "locked.pdf": "pdf:writer_pdf_Export:" + _LOCK % ("EncryptFile", "DocumentOpenPassword"),
    "restricted.pdf": "pdf:writer_pdf_Export:" + _LOCK % ("RestrictPermissions", "PermissionPassword"),
} | {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}


def exported(source: bytes, suffix: str, to: str) -> bytes:
    """What LibreOffice makes of a document when somebody saves it in another format."""
    program = builder.soffice()
    assert program, "LibreOffice (libreoffice-writer-nogui) is needed for these tests"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"r{suffix}").write_bytes(source)
        command = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", FILTERS[to], "--outdir", f"{folder}/out", f"{folder}/r{suffix}"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "out" / f"r.{to.rpartition('.')[2]}").read_bytes()


@cache
def saved(name: str, to: str) -> bytes:
    """A report of the kit as .doc or .rtf, made once."""
    made = exported(builder.docx(REPORTS[name]), ".docx", to)
    if to == "rtf":
        # Word states the levels of its headings, LibreOffice does not
        for level in (1, 2, 3):
            made = made.replace(b" Heading %d;" % level, b"\\outlinelevel%d Heading %d;" % (level - 1, level))
    return made


def reading(name: str, data: bytes) -> Document:
    found = read(name, data=data, residue=shipped_words())
    sound(found)
    return found


def refusal(name: str, data: bytes) -> tuple[str, str]:
    """(kind, key of the sentence) of the failure."""
    with pytest.raises(ReadFailure) as caught:
        read(name, data=data, residue=shipped_words())
    key = next(key for key, (_, sentence) in FAILURES.items() if sentence.split("{")[0] == caught.value.message[: len(sentence.split("{")[0])])
    return caught.value.kind, key


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary files, which must be empty again in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """A program in the place of LibreOffice; it notes its process id beside itself."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\nopen({str(folder / 'pid')!r}, 'w').write(str(os.getpid()))\n{textwrap.dedent(body)}", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv(office.VARIABLE, str(path))
    return path


def gone(folder: Path) -> bool:
    """Whether the program of `program` has ended, after some patience."""
    for _ in range(200):
        try:
            os.kill(int((folder / "pid").read_text()), 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


# -- what is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(("file", "to"), [("r.doc", "doc"), ("r.rtf", "rtf"), ("r.wps", "doc")])
def test_a_converted_report_reads_the_same(name: str, file: str, to: str, temporary: Path) -> None:
    plain = read("report.txt", data=builder.txt(REPORTS[name]), residue=shipped_words())
    found = reading(file, saved(name, to))
    assert found.format == file[2:]
    conformance(found, [plain.view.text[a:b] for a, b in plain.view.blocks], REPORTS[name])
    assert found.receipt.ignored[-1] == CONVERTED


def test_the_content_decides() -> None:
    assert reading("r.docx", saved("city", "doc")).format == "doc"
    assert reading("r.doc", saved("city", "rtf")).format == "rtf"
    assert reading("r.dot", saved("city", "doc")).format == "doc"
    page = reading("r.doc", builder.page(REPORTS["city"]))
    assert page.format == "doc", "a web page under the name of a Word document is no publication"
    assert CONVERTED not in page.receipt.ignored
    for name in ("r.doc", "r.wps"):
        assert refusal(name, "办理案件12件。".encode()) == ("unreadable", "not-word")


def test_word_2003_xml_is_not_read() -> None:
    """LibreOffice makes %0%.1、 of the numbers: better no reading than a wrong one."""
    page = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
    assert refusal("r.doc", page) == ("unreadable", "not-word")


def test_comments_and_insertions_survive() -> None:
    w = builder.W
    body = '<w:p><w:r><w:t>全年办理案件</w:t></w:r><w:ins w:id="1" w:author="王" w:date="2024-01-01T00:00:00Z"><w:r><w:t>十二件</w:t></w:r></w:ins>'
    body += '<w:del w:id="2" w:author="王" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>十三件</w:delText></w:r></w:del><w:r><w:t>。</w:t></w:r></w:p>'
    assert reading("r.doc", exported(builder.package(body, namespace=w), ".docx", "doc")).text == "全年办理案件十二件。"
    said = exported(commented(), ".docx", "doc")
    assert [(c.text, c.author) for c in reading("r.doc", said).comments] == [(c.text, c.author) for c in reading("r.docx", commented()).comments] != []


def test_the_bytes_of_the_docx_are_to_be_had(temporary: Path) -> None:
    made = office.as_docx(saved("district", "doc"), ".doc")
    assert reading("r.docx", made).text == reading("r.doc", saved("district", "doc")).text
    assert office.is_old_word("r.doc", saved("district", "doc"))
    assert office.is_old_word("r.docx", saved("district", "rtf"))
    assert not office.is_old_word("r.doc", made)
    assert not office.is_old_word("r.txt", "办理案件。".encode())
    page = builder.page(REPORTS["city"])
    assert office.is_old_word("r.DOC", page)
    with pytest.raises(ReadFailure) as caught:
        office.as_docx(page, ".doc")
    assert caught.value.message == FAILURES["not-word"][1]


# -- what is named -----------------------------------------------------------------------------------------------


def test_locked_files_are_named() -> None:
    real = bytearray(saved("city", "doc"))
    at = real.index(b"\xec\xa5")
    real[at + 11] |= 1
    assert refusal("r.doc", bytes(real)) == ("encrypted", "locked")
    for name in ("r.doc", "r.wps", "r.docx", "r.txt"):
        assert refusal(name, ole({"WordDocument": word(encrypted=True)})) == ("encrypted", "locked")
        assert refusal(name, ole({"EncryptionInfo": b"x" * 200, "EncryptedPackage": b"y" * 6000})) == ("encrypted", "locked")
    assert refusal("r.wps", ole({"WordDocument": word(encrypted=True, mark=0xA5DC, size=600)})) == ("encrypted", "locked")


def test_a_pdf_that_may_only_be_read_is_read() -> None:
    word_file = builder.docx(REPORTS["district"])
    open_one = reading("r.pdf", exported(word_file, ".docx", "restricted.pdf"))
    assert open_one.text == reading("r.pdf", builder.pdf("district", REPORTS["district"])).text
    assert refusal("r.pdf", exported(word_file, ".docx", "locked.pdf")) == ("encrypted", "pdf-encrypted")


@pytest.mark.parametrize("stream", ["Workbook", "Book", "PowerPoint Document", "__properties_version1.0"])
def test_other_compound_files_are_named(stream: str) -> None:
    for name in ("r.doc", "r.wps", "r.xls"):
        assert refusal(name, ole({stream: b"x" * 5000})) == ("unreadable", "ole-foreign")
    assert refusal("r.doc", ole({"Something": b"x"})) == ("unreadable", "ole-foreign")


def test_what_is_embedded_says_nothing() -> None:
    assert kind_of(ole({"WordDocument": word()}, inside={"Workbook": b"x" * 5000, "EncryptedPackage": b"y" * 90})) == "word"
    assert kind_of(ole({"WordDocument": word(size=700)}, inside={"WordDocument": word(encrypted=True)})) == "word"
    assert kind_of(saved("city", "doc")) == "word"


def test_damaged_compound_files() -> None:
    sound_one = ole({"WordDocument": word()})
    assert refusal("r.doc", sound_one[:400])[0] == "truncated"
    assert refusal("r.doc", sound_one[:1024])[0] == "truncated"
    assert refusal("r.doc", ole({"WordDocument": b"no such mark".ljust(5000)})) == ("unreadable", "ole-broken")


def test_a_document_that_libreoffice_cannot_read(temporary: Path) -> None:
    assert refusal("r.doc", ole({"WordDocument": word()})) == ("unreadable", "office-failed")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for value in ("", "soffice", str(tmp_path / "nowhere")):
        monkeypatch.setenv(office.VARIABLE, value)
        assert office.program() is None
        assert refusal("r.doc", saved("city", "doc")) == ("unreadable", "old-word")
    assert ".docx" in FAILURES["old-word"][1]
    # what needs none is read, and what is locked is still named
    assert reading("r.doc", builder.page(REPORTS["city"])).text
    assert refusal("r.doc", ole({"WordDocument": word(encrypted=True)}))[0] == "encrypted"


def test_the_program_is_looked_for_where_it_may_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(office.VARIABLE, raising=False)
    own = tmp_path / "bin" / "soffice"
    own.parent.mkdir()
    own.write_text("#!/bin/sh\n")
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(own.parent)]))
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "place"),))
    monkeypatch.chdir(own.parent)
    assert office.program() is None, "not executable"
    own.chmod(0o700)
    assert office.program() == str(own)
    monkeypatch.setenv("PATH", ".")
    assert office.program() is None, "never from the current folder, where documents are"
    (tmp_path / "place").write_text("#!/bin/sh\n")
    (tmp_path / "place").chmod(0o700)
    assert office.program() == str(tmp_path / "place")


# -- what never happens, what never stays ------------------------------------------------------------------------


def test_time_is_limited(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "time.sleep(600)")
    monkeypatch.setattr(office, "OFFICE_SECONDS", 0.5)
    assert refusal("r.doc", saved("city", "doc")) == ("timeout", "office-late")
    assert gone(tmp_path)


def test_the_limit_of_the_run_holds_too(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved("city", "doc")
    program(tmp_path, monkeypatch, "time.sleep(600)")
    with pytest.raises(Overdue), within(1.0):
        read("r.doc", data=data, residue=shipped_words())
    assert gone(tmp_path)
    for _ in range(100):
        if not list(temporary.iterdir()):
            break
        time.sleep(0.05)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_however_we_are_ended(end: signal.Signals, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed clears up nothing itself."""
    (tmp_path / "r.doc").write_bytes(saved("city", "doc"))
    program(tmp_path, monkeypatch, "os.fork(); time.sleep(600)")
    asking = subprocess.Popen(
        [sys.executable, "-c", f"from tests.kit.lexicon import shipped_words\nfrom linter.reading import read\nread({str(tmp_path / 'r.doc')!r}, residue=shipped_words())"],
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert asking.poll() is None
        time.sleep(0.05)
    assert len(list(temporary.iterdir())) == 1
    asking.send_signal(end)
    assert asking.wait(30) != 0
    assert gone(tmp_path)
    for _ in range(200):
        if not list(temporary.iterdir()):
            return
        time.sleep(0.05)


def test_what_libreoffice_is_given(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own folders for nobody else, a name that is not the document's, no session of the user."""
    report = tmp_path / "seen"
    program(
        tmp_path,
        monkeypatch,
        f"""
        import json, pathlib, resource
        limits = [resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_AS)]
        here = pathlib.Path.cwd()
        modes = {{str(p.relative_to(here)): oct(p.stat().st_mode & 0o777) for p in [here, *here.rglob("*")] if p.is_dir()}}
        xcu = (here / "profile/user/registrymodifications.xcu").read_text()
        stdin = sys.stdin.read()
        print("said"); print("said", file=sys.stderr)
        pathlib.Path({str(report)!r}).write_text(json.dumps([sys.argv[1:], modes, xcu, dict(os.environ), stdin, str(here), limits]))
        """,
    )
    monkeypatch.setenv("SECRET_TOKEN", "1")
    monkeypatch.setenv("DISPLAY", ":0")
    (tmp_path / "青岚县内部.doc").write_bytes(saved("city", "doc"))
    with pytest.raises(ReadFailure) as caught:
        read(str(tmp_path / "青岚县内部.doc"), residue=shipped_words())
    assert caught.value.kind == "unreadable"
    import json

    arguments, modes, xcu, environment, stdin, here, limits = json.loads(report.read_text())
    assert not any("青岚" in argument for argument in arguments)
    assert arguments[-1] == f"{here}/in/document.doc"
    assert {"--headless", "--norestore"} <= set(arguments)
    assert f"-env:UserInstallation=file://{here}/profile" in arguments
    assert set(modes.values()) == {"0o700"}
    assert xcu == converter.settings()
    assert not {"SECRET_TOKEN", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & environment.keys()
    assert environment["HOME"] == environment["TMPDIR"] == f"{here}/own"
    assert stdin == ""
    assert limits[0] == 0
    assert 0 < limits[1] <= 200_000_000
    assert 0 < limits[2] <= 4 << 30


def test_the_settings_of_the_profile() -> None:
    xcu = converter.settings()
    for name, value in [("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true"), ("Link", "0"), ("Executable", "false")]:
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>' in xcu


def asked(suffix: str, data: bytes) -> bytes:
    """What the converter makes of kinds of documents that `as_docx` never gives it."""
    command = [sys.executable, "-I", "-S", converter.__file__, str(builder.soffice()), suffix, "60"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(len(data).to_bytes(8, "big") + data)
        process.stdin.flush()
        made = process.stdout.read()
        process.stdin.close()
    assert made.startswith(b"PK")
    return made


def loaded(folder: Path, document: Path, settings: str, done: Path) -> None:
    """LibreOffice with the document open, as when somebody opens it by hand, until it has loaded it or `done` is there."""
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [str(builder.soffice()), f"-env:UserInstallation={folder.as_uri()}", "--headless", "--norestore", str(document)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if done.exists():
                return
            if (document.parent / f".~lock.{document.name}#").exists():
                time.sleep(3)  # for what comes after loading
                return
            time.sleep(0.1)
        raise AssertionError("never loaded")
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def with_macro(done: Path) -> str:
    """A document whose macro writes a file as soon as it is open."""
    names = " ".join(
        f'xmlns:{name}="{uri}"'
        for name, uri in {
            "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
            "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
            "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
            "ooo": "http://openoffice.org/2004/office",
            "dom": "http://www.w3.org/2001/xml-events",
            "xlink": "http://www.w3.org/1999/xlink",
        }.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:scripts>
<office:script script:language="ooo:Basic"><ooo:libraries><ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="Module1"><ooo:source-code>Sub Main
Open "{done}" For Output As #1
Close #1
End Sub</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load"
xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners>
</office:scripts><office:body><office:text><text:p>办理案件十二件。</text:p></office:text></office:body></office:document>"""


def test_no_macro_runs(tmp_path: Path) -> None:
    done = tmp_path / "done"
    document = tmp_path / "in" / "macro.fodt"
    document.parent.mkdir()
    document.write_text(with_macro(done), encoding="utf-8")
    head, _, _ = converter.settings().partition("<item")
    least = '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>'
    careless = f"{head}{least}</oor:items>"
    loaded(tmp_path / "careless", document, careless, done)
    assert done.exists(), "a macro that never runs would prove nothing"
    done.unlink()
    (document.parent / ".~lock.macro.fodt#").unlink(missing_ok=True)
    loaded(tmp_path / "ours", document, converter.settings(), done)
    assert not done.exists()
    asked(".fodt", document.read_bytes())
    assert not done.exists()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        heard.append(connection.recv(200))
                        connection.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        page = f'<html><body><p>x</p><img src="http://127.0.0.1:{server.getsockname()[1]}/x.png"></body></html>'
        (tmp_path / "r.html").write_text(page)
        command = [str(builder.soffice()), f"-env:UserInstallation={(tmp_path / 'careless').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", tmp_path, tmp_path / "r.html"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        assert heard, "a page whose picture is never fetched would prove nothing"
        heard.clear()
        asked(".html", page.encode())
        assert heard == []


def test_the_failure_of_damage_is_told_apart() -> None:
    with pytest.raises(Damaged) as caught:
        kind_of(ole({"WordDocument": word()})[:1500])
    assert caught.value.cut
    with pytest.raises(Damaged) as caught:
        kind_of(b"no compound file".ljust(600))
    assert not caught.value.cut
