from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.messages import LANGUAGES, catalogue
from tests.message_uses import Role, Use, patterns, trees, uses

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "resources" / "messages"

FILE_ENDINGS = {
    "csv",
    "db",
    "json",
    "lgdlbackup",
    "lock",
    "log",
    "p12",
    "pdf",
    "pem",
    "png",
    "qss",
    "toml",
    "txt",
    "xlsx",
    "id",
}
"""A literal that ends so is a file name or (`person.id`) a column, no code."""

MAINLAND = {
    "信息": "訊息、資訊",
    "優盤": "隨身碟",
    "內存": "記憶體",
    "加載": "載入",
    "回車": "Enter 鍵",
    "密鑰": "金鑰",
    "導入": "匯入",
    "導出": "匯出",
    "屏幕": "螢幕",
    "打印": "列印",
    "支持": "支援",
    "數據": "資料",
    "文件夾": "資料夾",
    "服務器": "伺服器",
    "用戶": "使用者",
    "硬件": "硬體",
    "硬盤": "硬碟",
    "程序": "程式",
    "網絡": "網路",
    "緩存": "快取",
    "菜單": "選單",
    "視頻": "影片",
    "設置": "設定",
    "質量": "品質",
    "軟件": "軟體",
    "運行": "執行",
    "鏈接": "連結",
    "電子郵箱": "電子郵件",
    "鼠標": "滑鼠",
    "默認": "預設",
}
"""A word of the mainland → what Taiwan's offices say."""

Table = dict[str, dict[str, str]]


def entries() -> dict[str, tuple[str, Table]]:
    """Code → (file, its table), of every file of messages."""
    found: dict[str, tuple[str, Table]] = {}
    for path in sorted(MESSAGES.glob("*.toml")):
        for code, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert code not in found, f"{code} stands in {path.name} and in {found[code][0]}"
            found[code] = (path.name, table)
    return found


ENTRIES = entries()
MODULES = trees(ROOT / "desktop")
USES = [
    use
    for use in uses(MODULES)
    if use.role is not Role.TEXT or use.code.rpartition(".")[2] not in FILE_ENDINGS
]
AREAS = {code.partition(".")[0] for code in ENTRIES}


def texts(language: str) -> Iterator[tuple[str, str]]:
    """(code and part, text) of every text in one language."""
    for code, (_, table) in ENTRIES.items():
        for part, by_language in table.items():
            yield f"{code} {part}", by_language[language]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def used_as() -> dict[str, set[Role]]:
    found: dict[str, set[Role]] = defaultdict(set)
    for use in USES:
        found[use.code].add(use.role)
    return found


def test_every_message_is_whole_in_both_languages() -> None:
    for code, (file, table) in ENTRIES.items():
        assert "what" in table, f"{file}: {code} lacks what"
        assert set(table) <= {"what", "next"}, f"{file}: {code} has keys that nothing reads"
        for part, by_language in table.items():
            assert set(by_language) == set(LANGUAGES), f"{file}: {code} {part}"
            for text in by_language.values():
                assert text and (text == text.strip() or code.startswith("frame.")), f"{file}: {code} {part}"


def test_both_languages_name_the_same_parameters() -> None:
    """English may name `activity_en` where Chinese names `activity`: the data's own words."""
    for code, (file, table) in ENTRIES.items():
        for part, by_language in table.items():
            names = [placeholders(by_language[language]) for language in LANGUAGES]
            chinese, english = ({name.removesuffix("_en") for name in some} for some in names)
            assert chinese == english, f"{file}: {code} {part}: {chinese ^ english}"


def test_the_catalogue_reads_every_file() -> None:
    for language in LANGUAGES:
        assert all(code in catalogue(language) for code in ENTRIES)


def absent(found: list[Use]) -> list[str]:
    """The uses of a code that has no message."""
    return [
        f"{use.place}: {use.code}"
        for use in found
        if use.code not in ENTRIES and (use.role is not Role.TEXT or use.code.partition(".")[0] in AREAS)
    ]


def test_every_code_in_the_program_has_its_message() -> None:
    assert absent(USES) == []


def lacking(found: list[Use]) -> list[str]:
    """The uses that do not give a parameter which their message names."""
    breaches = []
    for use in found:
        if use.parameters is not None and use.code in ENTRIES:
            parts = [text for by_language in ENTRIES[use.code][1].values() for text in by_language.values()]
            if missing := set().union(*map(placeholders, parts)) - use.parameters:
                breaches.append(f"{use.place}: {use.code} lacks {sorted(missing)}")
    return breaches


def test_every_use_gives_what_its_message_names() -> None:
    assert lacking(USES) == []


def test_no_message_is_unused() -> None:
    literal = {use.code for use in USES}
    shapes = patterns(MODULES)
    others = (path for path in (ROOT / "resources").rglob("*.toml") if path.parent != MESSAGES)
    data = "".join(path.read_text(encoding="utf-8") for path in others)
    unused = [
        f"{file}: {code}"
        for code, (file, _) in ENTRIES.items()
        if code not in literal
        and code.removesuffix("-one") not in literal  # `Catalogue.count` makes it of the code of many
        and f'"{code}"' not in data
        and not any(shape.fullmatch(code) for shape in shapes)
    ]
    assert unused == []


def test_every_action_of_the_audit_log_has_its_name() -> None:
    """The window names them: what undo would do, what was done lately."""
    calls = [node for tree in MODULES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    written = [call.args[0] for call in calls if ast.unparse(call.func).endswith(".writing") and call.args]
    literal = {str(node.value) for node in written if isinstance(node, ast.Constant)}
    assert len(literal) > 10
    assert [action for action in sorted(literal) if f"action.{action}" not in ENTRIES] == []


def test_an_error_is_a_sentence_and_a_finding_a_clause() -> None:
    for code, found in used_as().items():
        if code not in ENTRIES or not found & {Role.ERROR, Role.FINDING}:
            continue
        assert not found >= {Role.ERROR, Role.FINDING}, f"{code} is raised as an error and made a finding"
        what = ENTRIES[code][1]["what"]
        ends = (what["zh_TW"].endswith(("。", "？")), what["en"].endswith((".", "?")))
        expected = Role.ERROR in found
        assert ends == (expected, expected), f"{code}: {what}"


def test_what_to_do_is_a_sentence() -> None:
    for code, (file, table) in ENTRIES.items():
        if "next" in table:
            assert table["next"]["zh_TW"].endswith("。"), f"{file}: {code}"
            assert table["next"]["en"].endswith("."), f"{file}: {code}"


HAN = r"[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{HAN} ?[,;:?!()\"']|[,;:?!()\"'] ?{HAN}|{HAN}\.(?!\w)")


def chinese_breaches(text: str) -> list[str]:
    """What Taiwan's offices do not write: half-width punctuation, simplified characters, mainland words."""
    sentence = text.removeprefix("? ")  # a mark like ✓ and ✗
    found = [f"half-width punctuation: {match[0]}" for match in HALF_WIDTH.finditer(sentence)]
    found += [f"{word} is said {better}" for word, better in MAINLAND.items() if word in text]
    return found + [
        f"no traditional character: {sign}" for sign in text if re.match(HAN, sign) and not in_big5(sign)
    ]


def in_big5(sign: str) -> bool:
    try:
        return bool(sign.encode("cp950"))
    except UnicodeEncodeError:
        return False


def test_the_chinese_is_that_of_taiwans_offices() -> None:
    breaches = {where: found for where, text in texts("zh_TW") if (found := chinese_breaches(text))}
    assert breaches == {}


def test_the_english_has_english_punctuation() -> None:
    assert [where for where, text in texts("en") if re.search(r"[，。；：？！（）「」、]", text)] == []


@pytest.mark.parametrize(
    "text",
    ["找不到檔案,請重試。", "请重試。", "無法打印。", "檔案(名冊)不在。", "找不到檔案.", "找不到: 名冊。"],
)
def test_a_breach_of_the_chinese_is_found(text: str) -> None:
    assert chinese_breaches(text)


@pytest.mark.parametrize(
    "text", ["office.db 已損壞。", "第 {record} 列：{what}。", "請改用 10:30（24 小時制）。"]
)
def test_good_chinese_passes(text: str) -> None:
    assert chinese_breaches(text) == []


PROGRAM = """
class DataError(KnownError): ...
class Fault(Exception):
    def __init__(self, code, /, **params): ...
def _warning(code: str, **params: str) -> Finding: ...
def run(path):
    raise DataError("core.{gone}", path=path) if path else UsageError("other.kind")
    raise Fault("core.fault")
    yield _warning("core.warning", name="x")
    yield Finding(code="core.made", params={"key": 1})
    table = {1: "core.listed", 2: 7.5}
    database.writing("core.action")
    print(f"core.put_{path}", "plain text.")
"""


def test_uses_are_read_from_the_program() -> None:
    found = {use.code: use for use in uses({"desktop/a.py": ast.parse(PROGRAM.replace("{gone}", "gone"))})}
    assert {code: use.role for code, use in found.items()} == {
        "core.gone": Role.ERROR,
        "other.kind": Role.TEXT,  # UsageError is not defined in this program
        "core.fault": Role.FINDING,
        "core.warning": Role.FINDING,
        "core.made": Role.FINDING,
        "core.listed": Role.TEXT,
    }
    assert found["core.gone"].parameters == frozenset({"path"})
    assert found["core.made"].parameters == frozenset({"code", "params", "key"})


def test_a_missing_message_and_a_missing_parameter_are_found() -> None:
    assert absent([Use("frame.none", Role.TEXT, "a.py:1", None), Use("x.y", Role.ERROR, "a.py:2", None)])
    assert lacking([Use("frame.record", Role.FINDING, "a.py:1", frozenset({"row"}))])


def test_the_shapes_of_codes_put_together_are_known() -> None:
    shapes = patterns({"desktop/a.py": ast.parse(PROGRAM)})
    assert [bool(shape.fullmatch("core.put_1")) for shape in shapes] == [True]
