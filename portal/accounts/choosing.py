"""Fields to choose a colleague in, by the given name, as people here sort names."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from portal.accounts.models import User
from portal.accounts.roles import EDIT, PUBLISH, WRITE
from portal.kit.text.sorting import sort_key

# Who knows a name finds it by its first letters; whom the list leaves out cannot be chosen.
MAX_ROWS: Final = 500
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


def writers_here() -> QuerySet[User]:
    """Return who may write pages, of the staff at work."""
    return User.objects.with_perm(WRITE, backend=_BACKEND).filter(is_staff=True)


def publishers_here() -> QuerySet[User]:
    """Return who decides what readers see, of the staff at work."""
    return User.objects.with_perm(PUBLISH, backend=_BACKEND).filter(is_staff=True)


def editors_here(*, with_administrators: bool = True) -> QuerySet[User]:
    """Return who answers for the work of others too, of the staff at work; as `roles.edits`."""
    options: Any = {"backend": _BACKEND, "include_superusers": with_administrators}
    people = User.objects.with_perm(EDIT, **options) | User.objects.with_perm(PUBLISH, **options)
    return people.filter(is_staff=True)


def name_key(person: User) -> tuple[str, str]:
    """Return the key of a person's name: the given name first, then family and middle name."""
    return sort_key(person.first_name or person.username), sort_key(person.last_name)


class _SortedIterator(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic when it runs
    field: "ColleagueField"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        people = {*self.queryset.order_by("pk")[:MAX_ROWS]}
        if self.field.chosen is not None:
            people.add(self.field.chosen)
        for person in sorted(people, key=name_key):
            yield self.choice(person)


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice of one of the staff who write, in the order of their names."""

    iterator = _SortedIterator
    # Who is chosen already: offered in any case.
    chosen: User | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(writers_here(), **options)
