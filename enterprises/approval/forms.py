"""The forms of a profile: one for each topic, and the person whom the department calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.approval.page_form import (
    REQUIRED,
    PageForm,
    PlainTextField,
    ShownWithMixin,
    SummaryMixin,
)
from enterprises.approval.services import EditConflict
from enterprises.profiles.models import Enterprise, Locality, PrivateContact, Sector
from enterprises.uploads.picture_field import PictureFileField
from enterprises.uploads.services import store_picture_of
from portal.accounts.models import User
from portal.kit.sorted_names import in_order
from portal.media.richtext import plain_text


class NameForm(PageForm):
    class Meta:
        model = Enterprise
        fields = ["title", "short_name", "tax_code", "licence", "founded_year"]
        labels: ClassVar[Any] = Enterprise.DESK_LABELS
        help_texts: ClassVar[Any] = {"title": _("As the business licence has it.")}
        error_messages: ClassVar[Any] = {"title": REQUIRED}


class DescriptionForm(SummaryMixin, PageForm):
    """The description; one with tables or links is not flattened by plain typing."""

    body = PlainTextField(
        label=Enterprise.DESK_LABELS["body"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("An empty line begins a new paragraph; lines that begin with “-” are a list."),
    )

    class Meta:
        model = Enterprise
        fields = ["summary", "body"]
        labels: ClassVar[Any] = Enterprise.DESK_LABELS
        help_texts: ClassVar[Any] = {
            "summary": _("Shown in the directory and in search; up to 300 characters.")
        }
        error_messages: ClassVar[Any] = {"summary": REQUIRED}
        widgets: ClassVar[Any] = {"summary": forms.Textarea(attrs={"rows": 4})}

    def fit_page(self) -> None:
        self.require_summary()
        body = self.instance.body
        # What the staff laid out with tables or links waits for the staff, or for a new text.
        self.is_laid_out = not plain_text.is_plain(body)
        if self.is_laid_out and not self.rewrites:
            del self.fields["body"]
        else:
            self.initial["body"] = "" if self.is_laid_out else plain_text.to_text(body)


class _InOrder(ModelChoiceIterator[Sector]):
    """The sectors in the order of the directory's filter."""

    def __iter__(self) -> Iterator[Any]:
        yield from map(self.choice, in_order(self.queryset))


class _SectorsField(forms.ModelMultipleChoiceField[Sector]):
    iterator = _InOrder


class SkillsForm(PageForm):
    sectors = _SectorsField(
        Sector.objects.all(),
        label=_("Fields of business"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or two that fit best."),
    )

    class Meta:
        model = Enterprise
        fields = ["sectors", "size", "capabilities"]
        widgets: ClassVar[Any] = {"capabilities": forms.Textarea(attrs={"rows": 6})}


class AddressForm(PageForm):
    class Meta:
        model = Enterprise
        fields = ["address", "locality"]

    def fit_page(self) -> None:
        field = self.fields["locality"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # of a foreign key
        # A unit that has ended stays where it was chosen, until another one is.
        chosen = Q(pk=self.instance.locality_id)
        field.queryset = Locality.objects.filter(
            chosen | Q(pk__in=Locality.objects.on(timezone.localdate()))
        )


class ContactForm(PageForm):
    class Meta:
        model = Enterprise
        fields = ["phone", "email", "website"]
        widgets: ClassVar[Any] = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "work tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "work email"}),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }


class LogoForm(PageForm):
    """The logo is sent as a file; the portal keeps it in every size."""

    upload = PictureFileField(label=_("Picture file of the logo"))
    alt = forms.CharField(
        label=_("What the logo shows"),
        required=False,
        max_length=300,
        help_text=_("For readers who cannot see it. Empty: “Logo” and the name."),
    )
    remove = forms.BooleanField(label=_("Show no logo any more"), required=False)

    class Meta:
        model = Enterprise
        fields: ClassVar[list[str]] = []

    def fit_page(self) -> None:
        if self.instance.logo_id is None:
            del self.fields["remove"]

    def clean(self) -> None:
        super().clean()
        has_file = bool(self.cleaned_data.get("upload")) or "upload" in self.errors
        if self.cleaned_data.get("alt") and not has_file:
            # The words stand with the file in the library, which others may use, too.
            self.add_error(
                "alt", _("Choose a picture file, too: these words are kept with a new file only.")
            )

    def keep_picture(self, by: User) -> None:
        """Take the file in; what is no usable picture is refused by name at its field."""
        upload, typed = self.cleaned_data.get("upload"), self.cleaned_data.get("alt")
        if upload is None:
            return
        alt = typed or _("Logo of %(name)s") % {"name": self.page.title}
        try:
            picture = store_picture_of(upload, enterprise_id=self.page.pk, by=by, alt=str(alt))
        except ValidationError as error:
            self.add_error("upload", error)
            return
        if typed and picture.alt != typed:
            message = _(
                "The site has this very file already, and what is said of it is not changed here. "
                "Leave this field empty to use it."
            )
            self.add_error("alt", message)
            return
        self.instance.logo = picture

    def offer(self, conflict: EditConflict) -> None:
        """Add an error that the logo has changed meanwhile: a page cannot offer two files."""
        self.instance.logo_id = conflict.text.value(self.page, "logo")
        self.seen = conflict.text.number
        message = _(
            "A colleague has changed the logo meanwhile; below you see what there is now. "
            "If you still want yours, save again."
        )
        self.add_error(None, message)

    def plain(self) -> dict[str, Any]:
        if self.cleaned_data.get("upload"):
            return {"logo": self.instance.logo_id}
        return {"logo": None} if self.cleaned_data.get("remove") else {}


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the profile: its word in the address, its name, and its form."""

    slug: str
    label: StrPromise
    form: type[PageForm]
    names: tuple[str, ...]


def _topic(slug: str, label: StrPromise, form: type[PageForm], *names: str) -> Topic:
    return Topic(slug, label, form, names or tuple(form._meta.fields or ()))


TOPICS = {
    topic.slug: topic
    for topic in (
        _topic("mo-ta", _("Description"), DescriptionForm),
        _topic("lien-he", _("Public contacts"), ContactForm),
        _topic("nang-luc", _("Fields of business and capabilities"), SkillsForm),
        _topic("dia-chi", _("Address"), AddressForm),
        _topic("ten", _("Name and licence"), NameForm),
        _topic("bieu-trung", _("Logo"), LogoForm, "logo"),
    )
}


def topic_of(names: tuple[str, ...]) -> Topic | None:
    """Return the topic whose form has one of the fields."""
    return next((each for each in TOPICS.values() if set(names) & set(each.names)), None)


def person_of(enterprise: Enterprise) -> PrivateContact:
    """Return the contact person; an unsaved one where there is none."""
    row = PrivateContact.objects.filter(enterprise=enterprise).first()
    return row or PrivateContact(enterprise=enterprise)


class ContactPersonForm(ShownWithMixin, forms.ModelForm[PrivateContact]):
    class Meta:
        model = PrivateContact
        fields = ["name", "phone", "email"]
        widgets: ClassVar[Any] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
