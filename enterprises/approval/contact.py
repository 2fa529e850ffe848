"""The person whom the department calls, kept by the enterprise itself."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction

from enterprises.profiles.models import Enterprise, PrivateContact
from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.publishing.models import Publication


def person_of(enterprise: Enterprise) -> PrivateContact:
    """The person's row; a new one where the enterprise has named nobody yet."""
    row = PrivateContact.objects.filter(enterprise=enterprise).first()
    return row or PrivateContact(enterprise=enterprise)


class ContactPersonForm(forms.ModelForm[PrivateContact]):
    class Meta:
        model = PrivateContact
        fields = ["name", "phone", "email"]
        widgets: ClassVar[Any] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @transaction.atomic
    def keep(self, *, by: User) -> None:
        """Store the person and write down who changed what."""
        # Two who name somebody at once come one after the other.
        Publication.objects.select_for_update().only("pk").get(pk=self.instance.enterprise_id)
        stored = PrivateContact.objects.filter(pk=self.instance.enterprise_id).first()
        before = snapshot(stored) if stored is not None else {}
        self.save()
        record_saved(self.instance, before=before, by=by)
