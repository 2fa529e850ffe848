"""Forms of an enterprise for events: a person who comes, and a request for a slot."""

from typing import cast

from django import forms
from django.db.models import Case, QuerySet, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.events.models import Event, Registration, Slot, SlotRequest
from enterprises.events.slots import free_slots
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.normalize import nfc
from portal.publishing.models import State

# Nobody reads a longer list to choose from.
MAX_ROWS = 100


class PersonForm(forms.ModelForm[Registration]):
    """A person who comes to an event."""

    class Meta:
        model = Registration
        fields = ("name", "position")

    def clean_name(self) -> str:
        return " ".join(nfc(self.cleaned_data["name"]).split())


def _products_of(enterprise: Enterprise) -> QuerySet[Product]:
    """Return the products to choose from, by name; of too many the public ones are offered."""
    own = Product.objects.filter(enterprise=enterprise).exclude(state=State.BINNED)
    public_first = Case(When(state=State.PUBLISHED, then=0), default=1)
    offered = own.order_by(public_first, "sort_key", "pk").values_list("pk", flat=True)[:MAX_ROWS]
    return own.filter(pk__in=list(offered)).by_name()


class SlotForm(forms.ModelForm[SlotRequest]):
    """A request to present something: topic, slot and own product."""

    class Meta:
        model = SlotRequest
        fields = ("topic", "shows", "product", "slot")
        labels = {"slot": _("which time suits you")}  # Django's own way

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object],
        event: Event,
        enterprise: Enterprise,
    ) -> None:
        super().__init__(data, initial=initial)
        free = [slot.pk for slot in free_slots([event.pk])][:MAX_ROWS]
        slots = cast(forms.ModelChoiceField[Slot], self.fields["slot"])
        slots.queryset = Slot.objects.filter(pk__in=free)
        slots.empty_label = str(_("any of them"))
        products = cast(forms.ModelChoiceField[Product], self.fields["product"])
        products.queryset = _products_of(enterprise)
        products.empty_label = str(_("none"))
        keep_single_ends(self.fields.values())

    def clean_topic(self) -> str:
        return " ".join(nfc(self.cleaned_data["topic"]).split())
