"""Fields of a page's form that are no part of the text: kept at once, in no version."""

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from django import forms

from portal.accounts.models import User
from portal.publishing.models import Publication


class Unversioned(Protocol):
    """What was set beside the text, such as a deadline."""

    def save(self, page: Publication, *, by: User) -> None:
        """Make it the page's, and write down what it was before."""


class UnversionedForm(forms.ModelForm[Publication]):
    """Knows which fields are none of the text, and when somebody else has set them meanwhile."""

    # The names of all such fields.
    unversioned_fields: ClassVar[tuple[str, ...]] = ()

    @property
    def set_unversioned(self) -> list[Unversioned]:
        """Return what was set here, without what nobody touched."""
        return []

    @property
    def text_has_changed(self) -> bool:
        """Return whether more than what stands beside the text was typed."""
        return bool(set(self.changed_data) - set(self.unversioned_fields))

    def refuse_stale(self, stored: dict[str, str], *, at: str, error: str) -> None:
        """Add the error where somebody else has set these fields meanwhile; a second save holds."""
        shown = {name: text for name, text in stored.items() if name in self.fields}
        sent = {name: self[name].html_initial_name for name in shown}
        if all(str(self.data.get(sent[name]) or "") == text for name, text in shown.items()):
            return
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        for name, text in shown.items():
            data[sent[name]] = text
        self.data = data
        self.add_error(at, error)

    def was_touched(self, names: Sequence[str]) -> bool:
        """Return whether one of these fields was set here."""
        return bool(set(names) & set(self.changed_data))
