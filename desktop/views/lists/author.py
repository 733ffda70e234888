"""The dialog of a new reflection: somebody of the roster by name, or an author outside with their agency."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop.services import people_search
from desktop.services.people_search import FoundPerson
from desktop.views.roster.store import PeopleStore
from desktop.views.widgets.basic import column, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_WIDTH = 480


class AuthorDialog(Dialog):
    """`chosen` is given a person of the roster, or name and agency of somebody outside."""

    def __init__(
        self,
        bench: Workbench,
        title_code: str,
        chosen: Callable[[int | None, str, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, title_code, parent)
        self._chosen = chosen
        self._people = PeopleStore.of(bench)
        self._people.load()
        self._found: dict[str, FoundPerson] = {}
        self._person: int | None = None
        self.name, self.agency = QLineEdit(), QLineEdit()
        for widget, field in ((self.name, "name"), (self.agency, "agency")):
            widget.setObjectName(f"author-{field}")
            bench.texts.bind(widget, widget.setAccessibleName, f"view.lists.author.{field}")
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated.connect(self._take)
        self.name.setCompleter(completer)
        self.name.textEdited.connect(self._search)
        self.agency.textEdited.connect(lambda _text: self._enable())
        self.set_content(
            column(
                words(bench, "view.lists.author.name", "soft"),
                self.name,
                words(bench, "view.lists.author.agency", "soft"),
                self.agency,
                words(bench, "view.lists.author.note", "small", wrap=True),
            )
        )
        self._accept = self.accept_with("view.lists.author.do", self._give, name="author-do")
        self._enable()
        self.fit(_WIDTH)
        self.name.setFocus()

    def _search(self, text: str) -> None:
        self._person = None
        self.agency.setEnabled(True)
        found = people_search.search(self.bench.office, self._people.ready(), text.strip())
        self._found = {f"{one.name}　{one.agency}　{one.unit}": one for one in found}
        self._words.setStringList(list(self._found))
        exact = [one for one in found if one.name == text.strip()]
        if len(exact) == 1:
            self._show(exact[0])
        self._enable()

    def _take(self, line: str) -> None:
        self._show(self._found[line])
        self.name.setText(self._found[line].name)
        self._enable()

    def _show(self, person: FoundPerson) -> None:
        self._person = person.id
        self.agency.setText(person.agency)
        self.agency.setEnabled(False)

    def _enable(self) -> None:
        outside = bool(self.name.text().strip()) and bool(self.agency.text().strip())
        self._accept.setEnabled(self._person is not None or outside)

    def _give(self) -> None:
        self.accept()
        self._chosen(self._person, self.name.text(), self.agency.text())
