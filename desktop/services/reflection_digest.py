"""The monthly digest (微心得月報): what was read or posted in a month and may be public, as a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.core import counties, paths
from desktop.core.clock import ROC_OFFSET, roc_short
from desktop.core.errors import DataError, Param
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import digest
from desktop.exports.digest import Digest, Entry
from desktop.exports.digest_front import Counts, Front
from desktop.rules import reflections as rules
from desktop.rules.plan import Activity
from desktop.services import plans, reflections
from desktop.services.booklet_parts import LANGUAGE
from desktop.services.office import Office
from desktop.services.reflection_booklet import counted
from desktop.services.reflection_months import By, Month, month_of
from desktop.services.reflections import READINGS, Line


def pdf(office: Office, month: Month, by: By = By.READ) -> bytes:
    """The digest of a month, its texts by number. Raises `DataError` when there is nothing to print."""
    lines = tuple(
        one for one in reflections.listing(office, LANGUAGE) if one.sendable and month_of(one, by) == month
    )
    if not lines:
        raise DataError("reflections.nothing_in_month", month=_words(month))
    with office.database.reading() as session:
        plan = plans.current(session)
    own = reflections.activity(plan)
    county = counties.county(office.row().county_code).zh
    most = rules.limit(own)
    about = (
        _said("reflections.digest.plan", plan=plan.title.zh_TW, clause=own.clause, activity=own.title.zh_TW),
        _said(f"reflections.digest.by_{by}", month=_words(month), count=len(lines)),
    )
    front = Front(
        title=_said("reflections.digest.title", county=county),
        subtitle=_words(month),
        about=about,
        counts=_counts(own, lines),
        contents=(
            _said("reflections.digest.text"),
            _said("reflections.digest.author"),
            _said("reflections.digest.page"),
        ),
    )
    entries = tuple(_entry(one, most) for one in lines)
    return digest.render(Digest(front, entries, created=office.clock.now()))


def write(office: Office, month: Month, out: Path, by: By = By.READ) -> Path:
    """Write `reflections-10403.pdf` into a folder, by the day of posting `reflections-posted-10403.pdf`."""
    content = pdf(office, month, by)
    require_writable(out)
    kind = "" if by is By.READ else f"{by}-"
    path = out / f"reflections-{kind}{month[0] - ROC_OFFSET}{month[1]:02d}.pdf"
    paths.write_atomic(path, content)
    return path


def _said(code: str, /, **params: Param) -> str:
    return catalogue(LANGUAGE).what(code, **params)


def _words(month: Month) -> str:
    return f"{month[0] - ROC_OFFSET}年{month[1]}月"


def _counts(own: Activity, lines: Sequence[Line]) -> tuple[Counts, Counts]:
    """By kind of reading in the plan's order, and by agency, the most first."""
    kinds = {choice.code: choice.label.zh_TW for choice in own.choices[READINGS]}
    agencies = [name for name, _ in Counter(one.agency for one in lines).most_common()]
    return (
        _table("reflections.digest.kind", lines, lambda one: kinds[one.source_type], list(kinds.values())),
        _table("reflections.digest.agency", lines, lambda one: one.agency, agencies),
    )


def _table(code: str, lines: Sequence[Line], of: Callable[[Line], str], order: Sequence[str]) -> Counts:
    count = Counter(map(of, lines))
    posted = Counter(of(one) for one in lines if one.posted)
    header = (_said(code), _said("reflections.digest.count"), _said("reflections.digest.posted"))
    return Counts(header, tuple((name, str(count[name]), str(posted[name])) for name in order if count[name]))


def _entry(one: Line, most: int | None) -> Entry:
    """One text; its signature says who wrote it as they agreed to be named."""
    source = f"{one.source}（{one.source_author}）" if one.source_author else one.source
    about = [_said("reflections.digest.source", source=source)]
    if one.source_reference:
        about.append(one.source_reference)
    days = [(one.read_date, "reflections.digest.read_on"), (one.posted_date, "reflections.digest.posted_on")]
    told = [_said(code, day=roc_short(day)) for day, code in days if day]
    about.append("　".join([*told, counted(one, most)]))
    paragraphs = [part.strip() for part in one.body.split("\n") if part.strip()]
    if one.takeaways:
        paragraphs.append(_said("reflections.digest.use", text=" ".join(one.takeaways.split("\n"))))
    return Entry(
        heading=f"{one.number}. {one.title or one.source_title}",
        about=tuple(about),
        paragraphs=tuple(paragraphs),
        signature="　".join(part for part in (one.agency, one.job_title, one.author) if part),
        author=f"{one.agency} {one.author}",
    )
