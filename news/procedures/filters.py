"""The filter of the list of procedures."""

from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from news.procedures.models import OnlineLevel, Procedure
from portal.kit.filters import ALL, Lookup, WordsField
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet
from portal.publishing.shelves import SectionFilter

type Procedures = PublicationQuerySet[Procedure]


class ProcedureFilter(SectionFilter[Procedures]):
    """Words or code, field, and how much can be done online."""

    kind = Procedure
    section_field = "linh_vuc"

    q = WordsField(label=_("Words or code"))
    linh_vuc = forms.ChoiceField(label=_("Field of work"), required=False)
    loai = forms.ChoiceField(
        label=_("How to apply"), required=False, choices=[ALL, *OnlineLevel.choices]
    )

    def lookups(self) -> Mapping[str, Lookup]:
        return {"linh_vuc": "section__slug", "loai": "online"}

    def narrowed(self, rows: Procedures) -> Procedures:
        """Return the procedures that fit, of the field where the form is of one, by name."""
        found = super().narrowed(rows)
        typed = self.active.get("q", "").strip()
        if typed:
            by_code = Q(code__istartswith=typed)
            coded = found.filter(by_code)
            found = coded if coded.exists() else with_words(found, typed)
        return found.order_by("sort_key", "id")
