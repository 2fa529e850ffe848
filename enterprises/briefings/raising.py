"""How an enterprise raises an obstacle: one short form, one row however often it is sent."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from enterprises.briefings.models import ActionItem
from enterprises.profiles.models import Representative
from portal.kit.text.normalize import nfc
from portal.participation.publicforms.stamps import key_with


class ObstacleForm(forms.ModelForm[ActionItem]):
    """What stands in the way, in one line and then at length."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = ActionItem
        fields: ClassVar[Any] = ["subject", "details"]
        labels: ClassVar[Any] = {
            "subject": _("What stands in your way, in one line"),
            "details": _("Tell us more"),
        }
        help_texts: ClassVar[Any] = {
            "subject": _("For example: no agreement yet on connecting the two networks."),
            "details": _(
                "Where, since when, with whom, what you have tried, what you would need. "
                "Only the department reads it."
            ),
        }
        widgets: ClassVar[Any] = {"details": forms.Textarea(attrs={"rows": 8})}

    def clean_subject(self) -> str:
        return " ".join(nfc(self.cleaned_data["subject"]).split())


def raise_obstacle(me: Representative, form: ObstacleForm) -> ActionItem | None:
    """Enter what a valid form says for the person's enterprise, once for each form handed out.

    Nothing where the form was handed out to somebody else. Who goes back and writes something
    else raises that, too.
    """
    words = {name: form.cleaned_data[name] for name in form._meta.fields or ()}
    key = key_with(form.cleaned_data["form_key"], words)
    item = form.save(commit=False)
    item.enterprise, item.raised_by, item.form_key = me.enterprise, me.user, key
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        return ActionItem.objects.filter(form_key=key, enterprise=me.enterprise).first()
    return item
