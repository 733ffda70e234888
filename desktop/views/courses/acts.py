"""What the page has the services do: each act is one call in the worker, and says what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.services import history, nominate_person, nomination_changes, outcomes, session_letters
from desktop.services.courses import Line
from desktop.services.outcomes import Outcome
from desktop.views.courses import words as told
from desktop.views.courses.letter import Change, LetterDialog
from desktop.views.errors import as_known
from desktop.views.lists.ranked_model import Target
from desktop.views.workbench import Workbench


class Acts:
    """Every write of the page; the database tells the bus, and the page reads anew."""

    def __init__(self, bench: Workbench, failed: Callable[[], object]) -> None:
        self._bench = bench
        self._failed = failed
        """Called after something was refused, so that fields show what is saved."""

    def nominate(
        self, course: str, session: int, person: int, *, alternate: bool, done: Callable[[int], object]
    ) -> None:
        """Nominate somebody; `done` is given the nomination."""
        office = self._bench.office

        def work(_progress: object) -> int:
            return nominate_person.nominate_person(office, course, session, person, alternate=alternate)

        self._bench.runner.run(work, done, failed=self._tell)

    def restate(self, nomination: int, values: dict[str, Any]) -> None:
        """Save fields of a nomination."""
        office = self._bench.office
        self._run(lambda: nominate_person.restate(office, nomination, values))

    def move(self, ids: Sequence[int], target: Target) -> None:
        """Give nominees another rank."""
        office = self._bench.office
        self._run(lambda: nomination_changes.rearrange(office, ids, target.rank, alternate=target.group > 0))

    def make_alternate(self, ids: Sequence[int], alternate: bool) -> None:
        """Make nominees alternates, or regular."""
        office = self._bench.office
        code = "view.courses.done.alternate" if alternate else "view.courses.done.regular"
        self._run(
            lambda: nomination_changes.make_alternate(office, ids, alternate=alternate),
            self._bench.texts.count(code, len(ids)),
        )

    def record(self, ids: Sequence[int], outcome: Outcome, keep_hours: bool) -> None:
        """Record what became of nominations."""
        office = self._bench.office
        self._run(
            lambda: outcomes.put(office, ids, outcome, keep_hours=keep_hours),
            self._bench.texts.count("view.courses.done.outcome", len(ids)),
        )

    def transfer(self, ids: Sequence[int], session: int) -> None:
        """Move nominees to another session."""
        office = self._bench.office
        name = told.session_name(self._bench.texts, session)
        self._run(
            lambda: nomination_changes.transfer(office, ids, session),
            self._bench.texts.count("view.courses.done.transfer", len(ids), session=name),
        )

    def attest(self, lines: Sequence[Line], basis: str) -> None:
        """Attest what is open."""
        office, ids = self._bench.office, [line.id for line in lines if line.attestable]
        self._run(
            lambda: nomination_changes.attest(office, ids, basis),
            self._bench.texts.count("view.courses.done.attest", len(ids)),
        )

    def withdraw(self, lines: Sequence[Line], reason: str) -> None:
        """Withdraw nominees."""
        office, ids = self._bench.office, [line.id for line in lines]
        self._run(
            lambda: nomination_changes.withdraw(office, ids, reason),
            self._bench.texts.count("view.courses.done.withdraw", len(ids)),
        )

    def judge_again(self, ids: Sequence[int]) -> None:
        """Freeze today's verdicts."""
        office = self._bench.office
        self._run(
            lambda: nomination_changes.judge_again(office, ids),
            self._bench.texts.count("view.courses.done.judge", len(ids)),
        )

    def state_complete(self, complete: bool) -> None:
        """Say whether the course records are complete."""
        office = self._bench.office
        self._run(lambda: history.state_complete(office, complete))

    def change_session(self, course: str, change: Change, dialog: LetterDialog) -> None:
        """Record what a letter says; the dialog closes when it is written, and else says what is wrong."""
        office, bench = self._bench.office, self._bench

        def work(_progress: object) -> object:
            return session_letters.change_session(
                office,
                course,
                change.session,
                seats=change.seats,
                dates=change.dates,
                venue=change.venue,
                number=change.number,
                day=change.day,
            )

        def failed(error: BaseException) -> None:
            mendable = as_known(error)
            if mendable is None:
                bench.presenter.present(error)
            else:
                dialog.refuse(bench.texts.catalogue.error(mendable))

        bench.runner.run(work, lambda _told: dialog.accept(), failed=failed)

    def _run(self, work: Callable[[], object], said: str = "") -> None:
        def done(_result: object) -> None:
            if said:
                self._bench.presenter.say(said)

        self._bench.runner.run(lambda _progress: work(), done, failed=self._tell)

    def _tell(self, error: BaseException) -> None:
        self._bench.presenter.present(error)
        self._failed()
