"""The filter of a list by one enterprise, to which its own page and its desk lead."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise
from portal.kit.filters import ListFilter

# In the address and in the form.
NAME = "doanh_nghiep"


def enterprise_field() -> forms.ChoiceField:
    """Return the field of a list's form, to be called `doanh_nghiep`."""
    error = _("There is no such enterprise, or it is not public.")
    return forms.ChoiceField(
        label=_("Enterprise"), required=False, error_messages={"invalid_choice": error}
    )


def offer_enterprise(form: ListFilter[Any], query: QueryDict) -> None:
    """Offer the public enterprise that a link names; without a name there is no such field."""
    slug = query.get(NAME, "")
    if slug:
        named = Enterprise.objects.public().filter(slug=slug)
        form.offer(NAME, named.values_list("slug", "title"))
    else:
        del form.fields[NAME]
