"""People to a file with one of the office's profiles: where to, then in the worker, then how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.progress import Progress
from desktop.services import export_profiles
from desktop.services.export_profiles import Exported, Profile
from desktop.views.workbench import Workbench


def ask_and_write(
    bench: Workbench, parent: QWidget, profile: Profile, title: str, people: Callable[[], Sequence[int]]
) -> None:
    """Ask for the file; `people` gives the ids, in the worker."""
    suffix = export_profiles.SUFFIXES[profile.form]
    chosen, _ = QFileDialog.getSaveFileName(parent, title, f"{profile.name}{suffix}", f"*{suffix}")
    if not chosen:
        return
    path, office = Path(chosen), bench.office

    def work(_progress: Progress) -> Exported:
        return export_profiles.export_people(office, people(), profile, path)

    bench.runner.run(work, partial(_tell, bench), label="view.settings.exports.running")


def _tell(bench: Workbench, done: Exported) -> None:
    texts = bench.texts
    said = texts.count("view.settings.exports.done", done.people, file=done.path.name)
    if done.findings:
        more = texts.count("view.settings.exports.changed-cells", len(done.findings))
        said = texts.text("view.settings.sentences", first=said, second=more)
    bench.presenter.say(said)
