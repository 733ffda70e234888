from __future__ import annotations

import pytest

from desktop.core import vault
from desktop.core.errors import UsageError
from desktop.core.passphrase import LEAST, Strength, judge

OFFICE = ("雲林縣政府", "林承辦")


@pytest.mark.parametrize(
    ("passphrase", "strength", "reason"),
    [
        ("", Strength.SHORT, "passphrase.short"),
        ("竹子車票湯匙星期三下雨", Strength.SHORT, "passphrase.short"),  # eleven
        ("aaaaaaaaaaaaaaaa", Strength.WEAK, "passphrase.repeats"),
        ("abcabcabcabcabc", Strength.WEAK, "passphrase.repeats"),
        ("abababababababab", Strength.WEAK, "passphrase.repeats"),
        ("password12345678", Strength.WEAK, "passphrase.common"),
        ("ＰＡＳＳＷＯＲＤ１２３４５６７８", Strength.WEAK, "passphrase.common"),
        ("qwertyuiop123456", Strength.WEAK, "passphrase.common"),
        ("雲林縣政府1234567", Strength.WEAK, "passphrase.common"),
        ("雲林縣政府林承辦104年", Strength.WEAK, "passphrase.common"),
        ("tahrxkwpoqem", Strength.FAIR, "passphrase.fair"),
        ("correct horse battery staple", Strength.STRONG, "passphrase.strong"),
        ("竹子車票湯匙星期三下雨天", Strength.STRONG, "passphrase.strong"),
    ],
)
def test_what_is_tried_first_is_weak(passphrase: str, strength: Strength, reason: str) -> None:
    judged = judge(passphrase, OFFICE)
    assert (judged.strength, judged.reason) == (strength, reason)


def test_the_vault_takes_what_is_not_too_short() -> None:
    with pytest.raises(UsageError):
        vault.check_passphrase("長" * (LEAST - 1))
    assert vault.check_passphrase("長" * LEAST)
    assert judge("𠮷" * 3 + "葛\U000e0100" * 8).length == LEAST - 1, "as people count"


def test_a_personal_word_counts_only_if_it_is_one() -> None:
    assert judge("竹子車票湯匙星期三下雨天", ("竹", "")).strength is Strength.STRONG
