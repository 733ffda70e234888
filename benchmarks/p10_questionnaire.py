"""P10: the whole questionnaire evaluated after a key: relevance, requirements, constraints of every question.

The opponent compiles each expression anew, as a form does that keeps none of them.
"""

from __future__ import annotations

import sys
from datetime import datetime

from benchmarks import sides

KEYS = 200
MOST_MILLISECONDS = 5


def _answers() -> list[dict[str, str]]:
    """The form half filled, one more answer a key."""
    from desktop.rules import answering, questionnaire

    form = questionnaire.bundled()
    items = answering.items_of(form)
    found: list[dict[str, str]] = []
    told: dict[str, str] = {}
    for key in range(KEYS):
        item = items[key % len(items)]
        told = {**told, f"{item.code}_level": str(1 + key % 5), f"{item.code}_need": str(key % 4)}
        found.append(told)
    return found


def ours() -> None:
    """The product's own way."""
    from desktop.rules import answering, questionnaire

    form, steps = questionnaire.bundled(), _answers()
    answering.states(form, {})  # what is compiled stays

    def keys() -> None:
        for told in steps:
            answering.states(form, told)

    sides.measured(keys)


def anew() -> None:
    """The same with nothing kept."""
    from desktop.rules import answering, expressions, questionnaire

    form, steps = questionnaire.bundled(), _answers()

    def keys() -> None:
        for told in steps[: KEYS // 10]:
            expressions._compiled.cache_clear()
            answering.states(form, told)

    sides.measured(keys)


SIDES = {"ours": ours, "anew": anew}


def main(words: list[str]) -> int:
    """Measure both sides in turn; with a side, run that side once."""
    if words:
        SIDES[words[0]]()
        return 0
    samples = sides.in_turn("p10_questionnaire", {name: [name] for name in SIDES})
    mine = sides.median(samples["ours"]).seconds / KEYS * 1000
    theirs = sides.median(samples["anew"]).seconds / (KEYS // 10) * 1000
    print(f"184 questions, a key, medians, {datetime.now().astimezone():%Y-%m-%d}")
    sides.print_table(
        ("claim", "ours ms", "opponent", "opponent ms", "ratio", "target"),
        [
            (
                "P10 whole form",
                f"{mine:.2f}",
                "compiled each time",
                f"{theirs:.2f}",
                f"{mine / theirs:.2f}×",
                f"≤ {MOST_MILLISECONDS} ms",
            )
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
