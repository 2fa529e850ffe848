"""Agencies and partners, and who came after whom, in the admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignObjectRel, Value
from django.http import HttpRequest
from django.utils.text import capfirst

from portal.accounts.admin import SharedRecordAdmin
from portal.editing.public_records import PublicRecordAdmin
from portal.organisations.models import Organisation, Succession


@admin.register(Organisation)
class OrganisationAdmin(SharedRecordAdmin):
    handbook = "co-quan-doi-ten-sap-nhap"
    list_display = ["name", "short_name", "kind", "website", "is_related", "position"]
    list_filter = ["kind", "is_related"]
    search_fields = ["name", "short_name"]

    def get_deleted_objects(
        self, objs: Iterable[Organisation], _request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Return the agencies, and what keeps them: how many records of which kind name them.

        Django would ask each of a dozen tables for its rows. All of them protect what they name.
        """
        agencies = list(objs)
        counts = {str(self.opts.verbose_name_plural): len(agencies)}
        return [str(each) for each in agencies], counts, set(), _naming(agencies)


def _naming(agencies: list[Organisation]) -> list[str]:
    """Return the kinds of records that name one of these agencies, each with its number."""
    fields = [
        relation.field
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    ]
    first, *others = (
        field.model._base_manager.filter(**{f"{field.name}__in": agencies})
        .order_by()
        .values(relation=Value(place))
        .annotate(number=Count("pk"))
        for place, field in enumerate(fields)
    )
    return [
        _in_words(fields[row["relation"]], row["number"])
        for row in first.union(*others).order_by()
        if row["number"]
    ]


def _in_words(field: Any, number: int) -> str:
    return f"{capfirst(field.model._meta.verbose_name_plural)} ({field.verbose_name}): {number}"


@admin.register(Succession)
class SuccessionAdmin(PublicRecordAdmin):
    handbook = "co-quan-doi-ten-sap-nhap"
    list_display = ["former", "successor", "from_year", "today", "ran_this_site"]
    list_select_related = ["former", "successor", "today"]
    list_filter = ["ran_this_site"]
    search_fields = ["former__name", "successor__name"]
    autocomplete_fields = ["former", "successor"]
