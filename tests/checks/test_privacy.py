"""Numbers, names and marks of secrecy that a text for the public does not hold. All are invented."""

import jsonschema
import pytest

from linter.checks.privacy import prepare
from linter.model.lexicon import Lexicon
from tests.checks.found import found, whole
from tests.checks.toy import Toys, report

ID = "check: privacy, find: id-number"
PHONE = "check: privacy, find: phone"
CARD = "check: privacy, find: bank-card"
PERSON = "check: privacy, find: person, officials: [published]"
SECRET = "check: privacy, find: secret"


def test_keys(toys: Toys, lexicon: Lexicon) -> None:
    for keys in ("check: privacy", "check: privacy, find: letters", "check: privacy, find: person, officials: [always]"):
        with pytest.raises(jsonschema.ValidationError):
            toys(f"a: {{{keys}}}")
    with pytest.raises(ValueError, match="officials"):
        prepare({"find": "phone", "officials": ["published"]}, lexicon)


@pytest.mark.parametrize(
    ("keys", "text", "remarks"),
    [
        (ID, "为11010119900307013４办理补助。", [("id-number", "11010119900307013４")]),
        (ID, "为1101 0119 9003 0701 34办理补助。", [("id-number", "1101 0119 9003 0701 34")]),
        (ID, "身份证号110101900307013的居民。", [("id-number", "110101900307013")]),
        (ID, "为11010519491231002X办理，编号110101199003070135，项目110101900307013，索引A110101199003070134。", [("id-number", "11010519491231002X")]),
        (PHONE, "手机13812345678，又159-8765-4321。", [("phone", "13812345678"), ("phone", "159-8765-4321")]),
        (PHONE, "联系人电话0718-8223456，热线12345。", [("landline", "0718-8223456")]),
        (PHONE, "监督举报电话0718-8223456，资金13812345678元，编号138123456789，索引000014348/2024-00166。", []),
        (CARD, "退至银行卡4111111111111111。", [("bank-card", "4111111111111111")]),
        (CARD, "采集4111111111111111字节，卡号4111111111111112。", []),
        (PERSON, "化解当事人王建国诉县局一案，为农民工李秀等三人讨薪。", [("private", "王建国"), ("private", "李秀")]),
        (PERSON, "督促村民欧阳修文反映的问题，受害人张三。", [("private", "欧阳修文"), ("private", "张三")]),
        (PERSON, "当事人王某诉县局，当事人陈述、申辩，群众张灯结彩，居民李家村的矛盾，当事人高度配合。", []),
        (PERSON, "县委书记赵文清主持会议。", []),
    ],
)
def test_numbers_and_names(toys: Toys, keys: str, text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(toys, keys, text) == remarks


def test_officials_are_a_hint_in_what_is_published(toys: Toys) -> None:
    bench = toys(f"a: {{{PERSON}, severity: warning}}")
    text = report("县委书记赵文清主持会议，县长任组长，区长带头学法，市长严格落实，当事人王建国诉县局。")
    outcome = bench.judge(text, stage="published")
    said = [(r.reason, r.severity, outcome.text[r.start : r.end]) for r in outcome.judgement.remarks]
    assert said == [("official", "info", "赵文清"), ("private", "", "王建国")]
    assert [r.reason for r in bench.judge(text, stage="submitted").judgement.remarks] == ["private"]


def test_a_landline_is_a_hint(toys: Toys) -> None:
    (remark,) = toys(f"a: {{{PHONE}, severity: warning}}").judge(report("电话0718-8223456。")).judgement.remarks
    assert remark.severity == "info"


def test_no_message_repeats_what_it_found(toys: Toys) -> None:
    rules = "\n".join(f"r{i}: {{{keys}}}" for i, keys in enumerate((ID, PHONE, CARD, PERSON, SECRET)))
    text = "内部资料，注意保存\n" + report("为110101199003070134、13812345678、卡号4111111111111111、当事人王建国诉局，电话0718-8223456。县长赵文清主持。")
    outcome = toys(rules).judge(text, stage="published")
    messages = [f.message for f in outcome.report.findings if f.kind == "privacy"]
    assert len(messages) == 7
    assert not any(any(c.isdigit() for c in m) or "王建国" in m or "赵文清" in m for m in messages)


@pytest.mark.parametrize(
    ("head", "tail", "marks"),
    [
        ("机密★1年\n", "", ["机密★"]),
        ("秘 密 ★\n", "", ["秘 密 ★"]),
        ("密级：秘密\n", "", ["密级：秘密"]),
        ("（内部资料）\n", "", ["（内部资料）"]),
        ("内部资料 注意保存\n", "（此件不公开）\n", ["内部资料 注意保存", "此件不公开"]),
        ("", "公开方式：不予公开\n", ["公开方式：不予公开"]),
        ("", "", []),
    ],
)
def test_marks_of_secrecy(toys: Toys, head: str, tail: str, marks: list[str]) -> None:
    body = report("作出不予公开决定9件，不公开3件，保护国家秘密、商业秘密，健全内部监督，评定三星★级，管理机密级文件。")
    assert whole(toys, SECRET, head + body + tail) == [("secret", mark) for mark in marks]
