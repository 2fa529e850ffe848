"""Functions by which the rest of the portal adds to the audit record."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.audit import chain
from portal.audit.models import Action
from portal.audit.values import Values, differences, snapshot

type Person = AbstractBaseUser | AnonymousUser

_waiting: ContextVar[list[dict[str, object]] | None] = ContextVar("waiting", default=None)


@contextmanager
def recorded_last() -> Iterator[None]:
    """Write down at the end what is recorded inside, for work that goes on to further rows.

    Everybody locks rows first and the record last, for it is one lock of all: who locks a row
    after it may wait for somebody who holds that row and waits for the record. Of what is done
    inside nothing may be rolled back by itself.
    """
    if _waiting.get() is not None:  # The outermost one writes.
        yield
        return
    entries: list[dict[str, object]] = []
    token = _waiting.set(entries)
    try:
        yield
    finally:
        _waiting.reset(token)
    for fields in entries:
        chain.append(**fields)


def record(
    action: Action,
    *,
    by: Person | None,
    subject: models.Model | None = None,
    old: Values | None = None,
    new: Values | None = None,
    ip: str = "",
) -> None:
    """Write down what was done, to what and by whom; without `by` it was the site itself."""
    fields: dict[str, object] = {
        "action": str(action.value),
        "actor_id": by.pk if by is not None else None,
        "actor_name": name_of(by) if by is not None else "",
        "subject_label": subject._meta.label_lower if subject is not None else "",
        "subject_pk": str(subject.pk) if subject is not None else "",
        "subject_text": str(subject) if subject is not None else "",
        "old": old or {},
        "new": new or {},
        "ip": ip,
    }
    if (waiting := _waiting.get()) is not None:
        waiting.append(fields)
    else:
        chain.append(**fields)


def record_saved(subject: models.Model, *, before: Values, by: Person | None) -> None:
    """Write down what a save changed, against the values `before`; nothing where nothing did."""
    stored = type(subject)._base_manager.get(pk=subject.pk)
    old, new = differences(before, snapshot(stored))
    if old or new:
        record(Action.CHANGED if before else Action.ADDED, subject=stored, by=by, old=old, new=new)


def record_deleted(subject: models.Model, *, before: Values, by: Person | None) -> None:
    """Write down a record that goes, with all its values."""
    record(Action.DELETED, subject=subject, by=by, old=before)


def name_of(user: Person) -> str:
    """Return the full name with the name to sign in by, as both are now."""
    full, short = str(user), str(user.get_username())
    return full if full == short else f"{full} ({short})"
