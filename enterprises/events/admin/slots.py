"""Requests for presentation slots: granted, moved or refused by who publishes."""

from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.events import slots
from enterprises.events.event_time import may_begin
from enterprises.events.models import Event, Slot, SlotAnswer, SlotRequest
from portal.accounts.admin_access import EditorsSeeMixin, PublishersAnswerMixin
from portal.accounts.roles import PUBLISH, staff
from portal.editing.late_answers import LateAnswersMixin
from portal.kit.admin import LongListAdmin, NoAddMixin, NoDeleteMixin

GRANT: Final = "grant"
REFUSE: Final = "refuse"
# Nobody reads a longer list to choose from.
MAX_ROWS: Final = 100


class SlotField(forms.ModelChoiceField[Slot]):
    """A choice among the slots of several events, each under its event's name."""

    def label_from_instance(self, slot: Slot) -> str:
        return f"{slot.event.title} · {slot}"


class SlotRequestForm(forms.ModelForm[SlotRequest]):
    """The answer to an enterprise: a slot, be it of another event, or a no with its reason."""

    decision = forms.ChoiceField(
        label=_("Decision of the department"),
        choices=[(GRANT, _("grant the chosen slot, or move to it")), (REFUSE, _("refuse"))],
        help_text=_("The enterprise is told by mail as soon as you save."),
    )

    class Meta:
        model = SlotRequest
        fields = ("slot", "comment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.answer == SlotAnswer.GRANTED:
            decision: Any = self.fields["decision"]
            decision.choices = [
                (GRANT, _("leave the slot, or move to the chosen one")),
                (REFUSE, _("take the slot back")),
            ]
            decision.help_text = _("A slot moved or taken back is told by mail; one left is not.")

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("decision") == GRANT and not cleaned.get("slot"):
            self.add_error("slot", _("Choose the slot that is granted."))
        if cleaned.get("decision") == REFUSE and not (cleaned.get("comment") or "").strip():
            self.add_error("comment", _("Say why it is refused."))
        if self._keeps_slot() and "comment" in self.changed_data:
            self.add_error("comment", _("The slot stays as it is: no mail goes, nothing is kept."))

    def _keeps_slot(self) -> bool:
        """Return whether the slot that was granted is granted again, of which nothing is told."""
        chosen = self.cleaned_data.get("slot")
        is_same = chosen is not None and slots.is_granted(self.instance, chosen)
        return self.cleaned_data.get("decision") == GRANT and is_same

    def _post_clean(self) -> None:
        """Leave the row alone: `slots.grant` and `slots.refuse` write it."""


def _slots_for(request: SlotRequest) -> QuerySet[Slot]:
    """Return the free slots of events to come, and the one that is held already."""
    coming = Event.objects.public().coming().filter(may_begin(timezone.now()))
    keys = [slot.pk for slot in slots.free_slots(coming.values_list("pk", flat=True))[:MAX_ROWS]]
    if request.slot_id:
        keys.append(request.slot_id)
    return Slot.objects.filter(pk__in=keys).select_related("event")


@admin.register(SlotRequest)
class SlotRequestAdmin(
    LateAnswersMixin,
    PublishersAnswerMixin,
    EditorsSeeMixin,
    NoAddMixin,
    NoDeleteMixin,
    LongListAdmin,
):
    """Requests for slots, which enterprises send on their desk, and their answers."""

    handbook = "su-kien"
    answer_field = "comment"
    form = SlotRequestForm
    list_display = ["topic", "enterprise", "event", "answer", "requested_at"]
    list_filter = ["answer"]
    list_select_related = ["enterprise", "event"]
    actions = None
    ordering = ["-requested_at", "-id"]
    search_fields = ["topic", "enterprise__title", "event__title"]
    fields: ClassVar[Any] = [
        "event", "enterprise", "topic", "shows", "product", "requested_at", "answer",
        "decision", "slot", "comment",
    ]  # fmt: skip
    readonly_fields: ClassVar[Any] = [
        "event", "enterprise", "topic", "shows", "product", "requested_at", "answer",
    ]  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: SlotRequest | None = None) -> bool:
        # Readers see a granted slot at once: who publishes decides.
        return request.user.has_perm(PUBLISH) and (obj is None or obj.is_open)

    def waits(self, obj: SlotRequest) -> bool:
        return obj.answer == SlotAnswer.ASKED

    def get_fields(self, request: HttpRequest, obj: SlotRequest | None = None) -> Any:
        fields = list(super().get_fields(request, obj))
        if not self.has_change_permission(request, obj):
            fields.remove("decision")
        return fields

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[object, object], request: HttpRequest, **kwargs: object
    ) -> Any:
        # None of all; the form of a request offers those that it may be given.
        kwargs |= {"queryset": Slot.objects.none(), "form_class": SlotField}
        help_text = _("Needed to grant: a free slot of this event or of another to come.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs, help_text=help_text)

    def get_form(
        self,
        request: HttpRequest,
        obj: SlotRequest | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[forms.ModelForm[SlotRequest]]:
        # The decision is the form's own field, which Django would look for in the model.
        kwargs["fields"] = ["slot", "comment"]
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and isinstance(field := form.base_fields.get("slot"), SlotField):
            field.queryset = _slots_for(obj)
        return form

    def save_model(
        self, request: HttpRequest, obj: SlotRequest, form: SlotRequestForm, change: bool
    ) -> None:
        answer, by = form.cleaned_data, staff(request)
        try:
            with transaction.atomic():
                if answer["decision"] == GRANT:
                    slots.grant(obj, answer["slot"], by=by, comment=answer["comment"])
                else:
                    slots.refuse(obj, by=by, comment=answer["comment"])
        except ValidationError as error:
            self.note_refusal(request, error)

    # The record of changes has it already, by the rules of slots.
    def log_change(self, request: HttpRequest, obj: SlotRequest, message: object) -> Any:
        return None
