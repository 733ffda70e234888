from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import __main__ as runner

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_names_the_command_and_holds_every_table() -> None:
    text = runner.page({"one": "A 1.0×\n", "two": "B 2.0×\n"})
    assert "`python3 dev.py bench --write`" in text
    assert "## one\n\n```text\nA 1.0×\n```\n" in text
    assert "## two\n\n```text\nB 2.0×\n```\n" in text


def test_every_module_with_a_main_is_a_benchmark() -> None:
    assert "sides" not in runner.names()
    assert runner.names() == sorted(path.stem for path in (ROOT / "benchmarks").glob("p*.py"))


def test_one_measured_again_leaves_the_others_as_they_were() -> None:
    tables = {"one": "A 1.0×\n| x |", "two": "B 2.0×"}
    assert runner.published(runner.page(tables)) == tables


@pytest.mark.parametrize("words", [["p99_nothing"], ["--write", "p99_nothing"]])
def test_wrong_words_end_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        runner.main(words)
    assert ended.value.code == 2
    assert "benchmark" in capsys.readouterr().err
