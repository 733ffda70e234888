"""The monthly digest (微心得月報): what was read in a month and may be public, as a PDF for colleagues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from desktop.core import counties, paths
from desktop.core.clock import ROC_OFFSET, roc_short
from desktop.core.errors import DataError, UsageError
from desktop.core.storage import require_writable
from desktop.exports import digest
from desktop.exports.digest import Digest, Entry
from desktop.rules import reflections as rules
from desktop.services import plans, reflections
from desktop.services.office import Office
from desktop.services.reflections import READINGS, Line

Month = tuple[int, int]
"""(western year, month)."""

_AGENCIES = 12
"""Named on the first page; the rest is counted together."""


def months(office: Office) -> tuple[Month, ...]:
    """The months of which there is something to print, the latest first."""
    found = {_month(one) for one in reflections.listing(office, "zh_TW") if one.sendable}
    return tuple(sorted((one for one in found if one is not None), reverse=True))


def read_month(text: str) -> Month:
    """104/03 or 104.3; raises `UsageError` for what is no month."""
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        year, month = int(parts[0]), int(parts[1])
        if 1 <= month <= 12 and year:
            return (year if year > ROC_OFFSET else year + ROC_OFFSET, month)
    raise UsageError("reflections.month", text=text)


def pdf(office: Office, month: Month) -> bytes:
    """The digest of a month by date of reading. Raises `DataError` when there is nothing to print."""
    lines = [one for one in reflections.listing(office, "zh_TW") if one.sendable and _month(one) == month]
    if not lines:
        raise DataError("reflections.nothing_in_month", month=_words(month))
    with office.database.reading() as session:
        plan = plans.current(session)
    activity = reflections.activity(plan)
    kinds = {choice.code: choice.label.zh_TW for choice in activity.choices[READINGS]}
    county = counties.county(office.row().county_code).zh
    document = Digest(
        title=f"{county}微心得月報　{_words(month)}",
        subtitle=f"{plan.title.zh_TW}{activity.clause}　依閱讀日期　{len(lines)} 篇",
        facts=(
            f"來源：{_counted(kinds[one.source_type] for one in lines)}",
            f"機關：{_counted(one.agency for one in lines)}",
        ),
        entries=tuple(_entry(one, rules.limit(activity)) for one in lines),
        created=office.clock.now(),
    )
    return digest.render(document)


def write(office: Office, month: Month, out: Path) -> Path:
    """Write `reflections-10403.pdf` into a folder."""
    content = pdf(office, month)
    require_writable(out)
    path = out / f"reflections-{month[0] - ROC_OFFSET}{month[1]:02d}.pdf"
    paths.write_atomic(path, content)
    return path


def _month(one: Line) -> Month | None:
    return (one.read_date.year, one.read_date.month) if one.read_date else None


def _words(month: Month) -> str:
    return f"{month[0] - ROC_OFFSET}年{month[1]}月"


def _counted(names: Iterable[str]) -> str:
    counts = Counter(names).most_common()
    told = [f"{name} {count} 篇" for name, count in counts[:_AGENCIES]]
    rest = sum(count for _, count in counts[_AGENCIES:])
    return "、".join([*told, *([f"其他 {rest} 篇"] if rest else [])])


def _entry(one: Line, most: int | None) -> Entry:
    source = f"{one.source}（{one.source_author}）" if one.source_author else one.source
    about = [f"閱讀：{source}", f"{one.characters}／{most} 字" if most else f"{one.characters} 字"]
    if one.read_date:
        about.insert(1, roc_short(one.read_date))
    paragraphs = [part for part in one.body.split("\n") if part.strip()]
    if one.takeaways:
        paragraphs.append(f"應用於工作：{one.takeaways}")
    return Entry(
        heading=f"{one.number}. {one.title or one.source_title}",
        about="　".join(about),
        author="　".join(part for part in (one.agency, one.job_title, one.author) if part),
        paragraphs=tuple(paragraphs),
    )
