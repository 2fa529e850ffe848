"""How who wrote can be reached: by an e-mail address, a telephone number, or both."""

from typing import Any, ClassVar, Final, Self

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.text.phones import NOT_VIETNAMESE, STORED, end_of, grouped, vietnamese_phone
from portal.participation.publicforms.forms import checked_address

# Nobody but a person on the telephone can tell this sender anything.
PHONE_ONLY: Final = Q(email="") & ~Q(phone="")
# An address, or a number in the shape in which numbers are kept; old rows have an address.
REACHABLE: Final = ~Q(email="") | Q(phone__regex=STORED)


class ReachableQuerySet[R: models.Model](models.QuerySet[R]):
    def from_sender(self, address: str) -> Self:
        """Return the rows of an e-mail address or of a telephone number in its kept shape."""
        if not address:
            return self.none()
        return self.filter(Q(email=address.lower()) | Q(phone=address))

    def with_phone_end(self, digits: str) -> Self:
        """Return the rows whose sender's number ends so; none without four digits."""
        return self.filter(phone__endswith=digits) if digits else self.none()


class Reachable(models.Model):
    """A row of somebody who left an address or a number, and whether the staff has called."""

    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(STORED, NOT_VIETNAMESE)],
        help_text=_("A mobile or a landline in Vietnam. It is never shown."),
    )
    # When somebody of the staff passed on by telephone what was answered, and who.
    phoned_at = models.DateTimeField(_("called on"), null=True, editable=False)
    phoned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("called by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def shown_phone(self) -> str:
        """Return the number as people read it out."""
        return grouped(self.phone)

    @property
    def is_phone_only(self) -> bool:
        """Return whether no letter reaches who wrote this."""
        fields: Any = self
        return bool(self.phone) and not fields.email


def called_once() -> Q:
    """Return the rule that a call has a moment and a caller, or neither."""
    return Q(phoned_at=None, phoned_by=None) | Q(phoned_at__isnull=False, phoned_by__isnull=False)


class PhoneField(forms.CharField):
    """A Vietnamese number, typed in any way that people write them; gives the kept shape."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        return vietnamese_phone(typed) if typed else ""


class ReachableForm(forms.Form):
    """Asks for one of two ways to reach somebody: `email`, or a field about a telephone."""

    ALTERNATIVES: ClassVar[tuple[str, str]] = ("email", "phone")
    NEITHER: ClassVar[StrPromise] = _(
        "Write an e-mail address or a telephone number, so that we can answer you."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.ALTERNATIVES:
            field: Any = self.fields[name]
            field.required, field.is_alternative = False, True

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return checked_address(email).lower() if email else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) or name in self.errors for name in self.ALTERNATIVES):
            first, other = self.ALTERNATIVES
            self.add_error(first, self.NEITHER)
            self.add_error(other, _("Or fill in this one: one of the two is enough."))
        return cleaned


class PhoneEndField(forms.CharField):
    """The last four digits of a number; who types the whole of it is understood, too."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        if typed and not end_of(typed):
            raise forms.ValidationError(_("Write the last four digits, such as 3456."))
        return end_of(typed)
