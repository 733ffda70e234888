"""What can be drawn of an activity's forms; each gives what the worker does, with what is selected now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.core.progress import Progress
from desktop.services.office import Office

Draw = Callable[[Progress], bytes]
"""Makes a PDF, in the worker: it looks at no widget."""


def booklet(office: Office, activity: str) -> Draw:
    """Cover, roster and one form a person."""

    def draw(progress: Progress) -> bytes:
        from desktop.services import forms  # lazy: what draws a PDF takes longer to load than a page

        return forms.booklet_pdf(office, activity, progress)

    return draw


def people(office: Office, activity: str, ids: Sequence[int]) -> Draw:
    """The forms of some people."""

    def draw(progress: Progress) -> bytes:
        from desktop.services import forms  # lazy: what draws a PDF takes longer to load than a page

        return forms.people_pdf(office, activity, ids, progress)

    return draw


def blank(office: Office, activity: str) -> Draw:
    """The form for writing by hand."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import forms  # lazy: what draws a PDF takes longer to load than a page

        return forms.blank_pdf(office, activity)

    return draw


def session_list(office: Office, activity: str, session: int, kind: str) -> Draw:
    """One of `services.course_rosters.Kind`."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import course_rosters  # lazy: as above

        return course_rosters.pdf(office, activity, session, course_rosters.Kind(kind))

    return draw


def event_list(office: Office, event: str, kind: str) -> Draw:
    """One of `services.event_papers.Kind`."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import event_papers  # lazy: as above

        return event_papers.pdf(office, event, event_papers.Kind(kind))

    return draw


def offer_letter(office: Office, offer: int) -> Draw:
    """The letter that offers to hold a session."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import hosting_letter  # lazy: as above

        return hosting_letter.letter(office, offer)

    return draw


def round_paper(office: Office, round_id: int, paper: str) -> Draw:
    """What `services.round_papers` draws of a round: reminder, questions or consolidated."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import round_papers  # lazy: as above

        papers = {
            "reminder": round_papers.reminder,
            "questions": round_papers.questions,
            "consolidated": round_papers.consolidated,
        }
        return papers[paper](office, round_id)

    return draw


def memo(office: Office, activity: str) -> Draw:
    """The internal memo of an activity."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import sign_off  # lazy: as above

        return sign_off.memo(office, activity)

    return draw


def questionnaire(office: Office) -> Draw:
    """The blank questionnaire of the self-diagnosis."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import diagnosis_files  # lazy: as above

        return diagnosis_files.paper(office)

    return draw


def diagnosis(office: Office) -> Draw:
    """The report of the self-diagnosis."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import diagnosis_papers  # lazy: as above

        return diagnosis_papers.pdf(office)

    return draw


def closing(office: Office) -> Draw:
    """The closing report of the Luminary programme."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import luminary_closing  # lazy: as above

        return luminary_closing.pdf(office)

    return draw


def submission_letter(office: Office) -> Draw:
    """The letter that goes to the center with the packet."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import sign_off  # lazy: as above

        return sign_off.cover_letter(office)

    return draw


def letter_book(office: Office) -> Draw:
    """The book of letters."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import letter_book as book  # lazy: as above

        return book.paper(office)

    return draw


def handover_summary(office: Office) -> Draw:
    """What is open on the day of a handover."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import handover_summary as summary  # lazy: as above

        return summary.paper(office)

    return draw


def pair_papers(office: Office, kind: str, ids: Sequence[int] = ()) -> Draw:
    """Papers of the pairs: agreement, roster or diary; of some pairs, or of all."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import pairs_papers  # lazy: as above

        return pairs_papers.pdf(office, pairs_papers.Kind(kind), ids)

    return draw


def pairs_report(office: Office) -> Draw:
    """What the pairs did in the year."""

    def draw(_progress: Progress) -> bytes:
        from desktop.services import pairs_report as report  # lazy: as above

        return report.pdf(office)

    return draw
