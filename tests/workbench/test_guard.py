"""Who is let in (ecosystem.md 3.2, items 1, 2, 3 and 6)."""

import pytest

from linter.workbench.app import file_name
from linter.workbench.guard import HEADERS, Keys
from linter.workbench.server import Place, Server, Taken
from tests.workbench.conftest import REPORT, Browser

GETS = ("/", "/board", "/export/json", "/changes?revision=x", "/static/htmx-2.0.11.min.js")
UNSAFE = (
    ("PUT", "/report"), ("POST", "/example"), ("PUT", "/beside/previous"), ("DELETE", "/beside/against"), ("POST", "/choices"),
    ("POST", "/language"), ("POST", "/waivers"), ("DELETE", "/waivers/0"), ("POST", "/watch"), ("POST", "/clear"),
)  # fmt: skip


def test_1_only_this_machine_is_listened_to_on_a_free_port(desk):
    address, port = desk.server._sockets[0].getsockname()
    assert address == "127.0.0.1" and port == desk.server.port > 0


def test_1_the_address_opens_once(opened):
    desk = opened(enter=False)
    path = "/enter/" + desk.server.address.rpartition("/")[2]
    first = Browser(desk.server.port).get(path)
    assert first.status == 303 and first.headers["location"] == "/"
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and str(desk.server.port) in cookie.partition("=")[0]
    again = Browser(desk.server.port).get(path)
    assert again.status == 403 and "set-cookie" not in again.headers and "fazhi-lint serve" in again.text


def test_1_who_is_in_already_may_use_the_address_again(desk):
    assert desk.browser.get("/enter/" + desk.server.address.rpartition("/")[2]).status == 303


@pytest.mark.parametrize("word", ["", "x", "%00", "%c3%a9", "..%2f", "a" * 5000])
def test_1_a_wrong_word_opens_nothing_and_does_not_use_the_right_one_up(opened, word):
    desk = opened(enter=False)
    assert desk.browser.get(f"/enter/{word or 'none'}").status in (403, 404)
    assert desk.browser.enter(desk.server.address).get("/").status == 200


def test_1_the_word_is_compared_whole():
    keys = Keys()
    assert not keys.enter(keys.entry[:-1]) and not keys.enter(keys.entry + "x") and keys.enter(keys.entry) and not keys.enter(keys.entry)


def test_1_a_port_that_is_taken_is_told(desk, brief):
    with pytest.raises(Taken):
        Server(Place(port=desk.server.port), brief)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "localhost.:{port}", "", "[::1]"])
def test_2_another_name_of_this_machine_is_refused_dns_rebinding(desk, host):
    desk.browser.open(REPORT)
    for path in ("/", "/board", "/enter/x", "/static/htmx-2.0.11.min.js"):
        answer = desk.browser.ask("GET", path, headers={"Host": host.format(port=desk.server.port)})
        assert answer.status == 400 and REPORT.stem not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_2_its_own_names_are_answered(desk, host):
    assert desk.browser.ask("GET", "/", headers={"Host": host.format(port=desk.server.port)}).status == 200


def test_2_no_host_at_all_is_refused(desk):
    assert desk.browser.ask("GET", "/", headers={"Host": None}).status == 400


@pytest.mark.parametrize(("method", "path"), UNSAFE)
@pytest.mark.parametrize(
    "wrong",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1:{port}"}, {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": None, "Sec-Fetch-Site": None},
        {"X-Token": None}, {"X-Token": ""}, {"X-Token": "x" * 32}, {"Cookie": None}, {"Cookie": "fazhi-desk-{port}=x"},
    ],
    ids=lambda wrong: "-".join(f"{name}:{value}" for name, value in wrong.items()),
)  # fmt: skip
def test_3_what_does_not_come_from_the_page_changes_nothing_cross_site_post(shared, method, path, wrong):
    before = shared.server.session.papers
    headers = {name: value and value.format(port=shared.server.port) for name, value in wrong.items()}
    assert shared.browser.ask(method, path, b"on=1&lang=en&level=city", headers=headers).status == 403
    assert shared.server.session.papers == before


def test_3_a_request_without_origin_from_the_page_itself_is_met(desk):
    assert desk.browser.ask("POST", "/choices", "level=city", headers={"Origin": None}).status == 200


def test_3_an_old_browser_that_tells_only_the_origin_is_met(desk):
    assert desk.browser.ask("POST", "/choices", "level=city", headers={"Sec-Fetch-Site": None}).status == 200


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("cookie", [None, "fazhi-desk-{port}=wrong", "fazhi-desk=1", "\"; \x7f"])
def test_3_nothing_is_shown_without_the_cookie(shared, path, cookie):
    answer = shared.browser.ask("GET", path, headers={"Cookie": cookie and cookie.format(port=shared.server.port)})
    assert answer.status == 403 and REPORT.stem not in answer.text and shared.browser.token not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", GETS)
def test_3_another_page_on_this_machine_cannot_ask_with_the_cookie(shared, path, site):
    assert shared.browser.ask("GET", path, headers={"Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200), ("GET", "/board", 200), ("GET", "/export/json", 200), ("GET", "/changes?revision=x", 200), ("GET", "/static/htmx-2.0.11.min.js", 200),
        ("POST", "/choices", 200), ("GET", "/enter/x", 303), ("GET", "/nothing", 404), ("GET", "/static/nothing", 404), ("DELETE", "/", 405),
        ("POST", "/waivers", 422), ("POST", "/watch", 409),
    ],
)  # fmt: skip
def test_6_every_answer_carries_the_headers(shared, method, path, status):
    if not shared.server.session.papers.report:
        shared.browser.open(REPORT)
    answer = shared.browser.ask(method, path, "" if method == "POST" else None, headers={"X-Token": shared.browser.token})
    if path == "/watch":
        answer = shared.browser.post("/watch", on="1")
    assert answer.status == status
    _dressed(answer)


@pytest.mark.parametrize("wrong", [{"Host": "evil.example"}, {"Cookie": None}, {"Sec-Fetch-Site": "cross-site"}])
def test_6_every_refusal_carries_the_headers(shared, wrong):
    _dressed(shared.browser.ask("GET", "/", headers=wrong))


def _dressed(answer):
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert "server" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and policy.startswith("default-src 'none'")


def test_6_a_fault_of_the_program_is_told_by_its_type_only(desk, monkeypatch):
    async def broken(*_):
        raise RuntimeError("秘密的一句话")

    monkeypatch.setattr(desk.server.session, "board", broken)
    answer = desk.browser.get("/board")
    assert answer.status == 500 and "RuntimeError" in answer.text and "秘密" not in answer.text
    _dressed(answer)


@pytest.mark.parametrize(
    "name", ["..%2fscreens.py", "%2e%2e/screens.py", "../screens.py", "..\\screens.py", "/etc/passwd", "%2fetc%2fpasswd", "htmx-2.0.11.min.js%00", ".", "..", "HTMX-2.0.11.MIN.JS%20"]
)
def test_a_path_leads_nowhere_out_of_static(shared, name):
    answer = shared.browser.get(f"/static/{name}")
    assert answer.status in (403, 404) and "def " not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    "header", ["a.docx%0d%0aSet-Cookie: x=1", "%0a%0d%00", "a%22; filename=b.exe", "..%2f..%2fetc%2fpasswd", "C:%5CUsers%5C%E5%BC%A0%5C%E8%8D%89%E7%A8%BF.docx", "%e2%80%ae.docx", "%ff%fe", "x" * 3000]
)
def test_a_file_name_injects_nothing(desk, header):
    answer = desk.browser.ask("PUT", "/report", REPORT.with_suffix(".md").read_bytes(), {"X-Filename": header})
    assert answer.status == 200 and answer.headers.keys().isdisjoint({"set-cookie"})
    name = desk.server.session.papers.report[0]
    assert name and name.isprintable() and "/" not in name and "\\" not in name and len(name) <= 200
    made = desk.browser.get("/export/json")
    if made.status == 200:
        told = made.headers["content-disposition"]
        assert told.startswith('attachment; filename="report.json"; filename*=UTF-8') and told.count('"') == 2
        assert "set-cookie" not in made.headers


def test_a_file_name_loses_its_folders_and_keeps_its_suffix():
    assert file_name("D%3A%5C%E8%8D%89%E7%A8%BF.docx") == "草稿.docx"
    assert file_name("x" * 500 + ".docx").endswith(".docx")
    assert file_name("%0a") == ""
