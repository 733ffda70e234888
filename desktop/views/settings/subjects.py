"""What an action was done to, in words: the log stores codes, for it must hold no personal data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.services import export_profiles, plan_overview
from desktop.services.office import Office
from desktop.views.settings.plan_words import field_words
from desktop.views.texts import Texts


class Subjects:
    """Words for the subjects of audited actions, in one language."""

    def __init__(self, office: Office, texts: Texts) -> None:
        self._texts = texts
        self._activities = plan_overview.titles(office, texts.language)
        self._columns: Mapping[str, str] = export_profiles.columns()

    def words(self, action: str, subject: str) -> str:
        """The subject of an action; one that needs no words stays as it is."""
        area, _, act = action.partition(".")
        known: dict[tuple[str, str], Callable[[str], str]] = {
            ("nomination", "import"): self._activity,
            ("plan", "change"): self._field_of_activity,
            ("plan", "decide"): self._decision,
            ("office", "edit"): self._office_field,
            ("person", "edit"): self._person_fields,
        }
        return known[area, act](subject) if (area, act) in known else subject

    def _activity(self, subject: str) -> str:
        return self._activities.get(subject, subject)

    def _field_of_activity(self, subject: str) -> str:
        activity, *fields = subject.split(" ")
        return "　".join([self._activity(activity), *(field_words(self._texts, one) for one in fields)])

    def _decision(self, subject: str) -> str:
        activity, _, name = subject.partition(" ")
        return f"{self._activity(activity)}　{field_words(self._texts, f'setting.{name}')}"

    def _office_field(self, subject: str) -> str:
        code = f"view.settings.office.{subject}"
        return self._texts.text(code) if code in self._texts.catalogue else subject

    def _person_fields(self, subject: str) -> str:
        return "、".join(self._columns.get(field, field) for field in subject.split("、"))
