"""The form of an offer or request on the desk, and of whom to call about it."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.approval.page_form import PageForm, ShownWithMixin
from enterprises.approval.services import Text
from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.profiles.models import Enterprise, Locality
from portal.exchange.sheets.values import FigureField
from portal.kit.formats import DATE_INPUT_FORMATS
from portal.kit.moments import BoundedDayField
from portal.publishing import revisions
from portal.publishing.models import State

_CENTS = Decimal("0.01")
# The button that sends what is typed to the department.
SEND = "send"


class DayField(BoundedDayField):
    """A day from the browser's calendar, or typed as people here write it."""

    def __init__(self, *, label: StrPromise, help_text: StrPromise) -> None:
        picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            required=False,
            widget=picker,
            input_formats=DATE_INPUT_FORMATS,
            label=label,
            help_text=help_text,
        )


class ListingForm(PageForm):
    """The form of an offer or request; only these fields are read from a POST."""

    available_from = DayField(label=_("Usable from"), help_text=_("Empty: at once."))
    available_until = DayField(label=_("Usable until"), help_text=_("Empty: without an end."))

    class Meta:
        model = InfrastructureListing
        fields = InfrastructureListing.DESK_FORMS["enterprises:desk_infrastructure_edit"]
        field_classes: ClassVar[Any] = {"quantity": FigureField}
        widgets: ClassVar[Any] = {
            "direction": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 4}),
            "coordinates": forms.Textarea(attrs={"rows": 3}),
        }

    def fit_page(self) -> None:
        fields: Any = self.fields
        fields["direction"].choices = [each for each in fields["direction"].choices if each[0]]
        fields["title"].help_text = _("In one line: what, how much, where.")
        fields["summary"].help_text = _("Two or three sentences: state, conditions, price or not.")
        units = Locality.objects.on(timezone.localdate())
        if self.instance.locality_id:
            units |= Locality.objects.filter(pk=self.instance.locality_id)
        fields["locality"].queryset = units

    def clean_summary(self) -> str:
        """Return the summary, without which what is sent would only come back."""
        summary: str = self.cleaned_data["summary"]
        is_sent = SEND in self.data or (
            self.page.state == State.PUBLISHED and "summary" in self.changed_data
        )
        if is_sent and not summary.strip():
            raise ValidationError(
                _("Write two or three sentences: without them the department cannot publish it.")
            )
        return summary

    def clean_quantity(self) -> Decimal | None:
        quantity: Decimal | None = self.cleaned_data["quantity"]
        return None if quantity is None else quantity.quantize(_CENTS)


def new_listing(enterprise: Enterprise) -> tuple[InfrastructureListing, Text]:
    """Return an unsaved listing and its empty text."""
    listing = InfrastructureListing(enterprise=enterprise)
    parts: dict[str, list[Any]] = {name: [] for name in listing.PARTS}
    return listing, Text(0, revisions.snapshot(listing, parts=parts), None)


class ContactForm(ShownWithMixin, forms.ModelForm[ListingContact]):
    """The contact of a listing, with a telephone number or an e-mail address."""

    class Meta:
        model = ListingContact
        fields = ("name", "phone", "email")

    def __init__(self, data: QueryDict | None, *, instance: ListingContact | None = None) -> None:
        super().__init__(data, instance=instance, label_suffix="")
        # Who sees it stands once above the three.
        for field in self.fields.values():
            field.help_text = ""

    def clean(self) -> None:
        super().clean()
        if not (self.errors or self.cleaned_data.get("phone") or self.cleaned_data.get("email")):
            raise ValidationError(
                _("Leave a telephone number or an e-mail, so that you are found.")
            )
        if not self.errors and self._is_erased():
            raise ValidationError(
                _(
                    "The contact was erased while this page was open: type a new telephone number "
                    "or e-mail, or open the page again."
                )
            )

    def _is_erased(self) -> bool:
        """Return whether somebody is named beside ways to call that were shown, and erased since.

        A row without either is an erased one: the form leaves none such behind.
        """
        changed, stored = self.changed_data, self.instance
        typed = any(self.cleaned_data.get(name) for name in ("phone", "email") if name in changed)
        is_empty = not (stored._state.adding or stored.phone or stored.email)
        return is_empty and bool(changed) and not typed
