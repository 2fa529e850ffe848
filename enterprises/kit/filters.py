"""A filter of an admin list by conditions that are fixed in the code."""

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django_stubs_ext import StrPromise

type Conditions = dict[str, tuple[StrPromise, Q]]


class ConditionFilter(admin.SimpleListFilter):
    """A filter whose choices each have a label and a condition."""

    def conditions(self) -> Conditions:
        """Return label and condition by the word in the address."""
        raise NotImplementedError

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Model]
    ) -> list[tuple[str, StrPromise]]:
        return [(word, label) for word, (label, _condition) in self.conditions().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        chosen = self.conditions().get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen[1])
