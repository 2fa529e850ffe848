"""The order of records: the Vietnamese alphabet's, by a key made on saving, or the editors' own."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.apps import apps as registry
from django.apps.registry import Apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import nfc
from portal.kit.text.sorting import MAX_LENGTH, sort_key


def position_field() -> "models.PositiveSmallIntegerField[int, int]":
    """Return the column by which editors put rows in an order of their own."""
    return models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first.")
    )


def english_name_field(max_length: int) -> "models.CharField[str, str]":
    """Return the column of what a row is called on pages below /en/; empty where nobody said."""
    return models.CharField(
        _("name in English"),
        max_length=max_length,
        blank=True,
        default="",
        db_default="",
        help_text=_("For pages below /en/; where it is empty, the Vietnamese name stands there."),
    )


def in_order[Row: models.Model](rows: Iterable[Row]) -> list[Row]:
    """Return rows of a small table by position and then by name, as a dictionary has them.

    A table whose lists are cut off by the database has a key of its own: `SortedByName`.
    """
    return sorted(rows, key=_place)


def _place(row: Any) -> tuple[int, str]:
    return getattr(row, "position", 0), sort_key(row.name)


class SortedByName(models.Model):
    """A record whose lists go by its `name` as a Vietnamese dictionary would have it."""

    name: Any
    sort_key = models.CharField(max_length=MAX_LENGTH, editable=False, default="", db_collation="C")

    class Meta:
        abstract = True
        ordering = ["sort_key", "name"]

    def clean(self) -> None:
        """Let a name whose letters and marks were typed apart be no second one."""
        super().clean()
        self.name = nfc(self.name)

    def save(self, **options: Any) -> None:
        """Store the row with the key that lists sort by."""
        self.name = nfc(self.name)
        self.sort_key = sort_key(self.name)
        if (fields := options.get("update_fields")) is not None and "name" in fields:
            options["update_fields"] = {*fields, "sort_key"}
        super().save(**options)

    @admin.display(description=_("name"), ordering="sort_key")
    def listed_name(self) -> str:
        """Return the name for the admin's list, which sorts by the key."""
        return str(self)


def fill_sort_keys(sender: Any, using: str, apps: Apps = registry, **_signal: object) -> None:
    """Give the rows of before a migration their keys: a migration itself cannot import the rule.

    `apps` are the models as the migrations that have run know them.
    """
    for model in sender.get_models():
        if not issubclass(model, SortedByName):
            continue
        with suppress(LookupError, FieldDoesNotExist):
            known = apps.get_model(model._meta.label)
            known._meta.get_field("sort_key")
            _fill(known._base_manager.using(using))


def _fill(rows: Any) -> None:
    unsorted = list(rows.filter(sort_key="").only("pk", "name"))
    for row in unsorted:
        row.sort_key = sort_key(row.name)
    rows.bulk_update(unsorted, ["sort_key"], batch_size=1000)


def fill_after_migrations() -> None:
    """Let each migration end with `fill_sort_keys`; called once, by the site's configuration."""
    post_migrate.connect(fill_sort_keys, dispatch_uid="fill_sort_keys")
