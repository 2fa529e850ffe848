"""A short form over a page's text as its enterprise has it, and what to do where two have typed."""

from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from enterprises.approval.services import (
    EditConflict,
    SaveResult,
    Text,
    propose,
    text_of_version,
    with_values,
)
from enterprises.kit import daily
from portal.accounts.models import User
from portal.editing.checks.rules import MAX_SUMMARY_LENGTH
from portal.editing.conflicts import TAKE
from portal.editing.forms import VERSION
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.numbers import parse_key
from portal.media.richtext import plain_text
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.limits import check_bounds
from portal.participation.publicforms.limits import Limit
from portal.publishing import applying, revisions
from portal.publishing.models import Publication

# In the address and in the form: the person starts the text over.
REWRITE = "viet-lai"
# Characters of one field: some ten pages of paper.
MAX_TYPED: Final = 20_000
# Each keeps a version for good.
SAVES_A_DAY: Final = Limit("doanh-nghiep.luu", 300, daily.DAY)


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which a colleague saved other words than were typed here."""

    name: str
    label: str
    theirs: str
    mine: str


class PlainTextField(forms.CharField):
    """Rich text that a clerk types as plain paragraphs and lists; its value is the markup."""

    widget = forms.Textarea

    def clean(self, value: object) -> str:
        markup = plain_text.to_markup(super().clean(value))
        check_bounds(markup)
        return clean_html(markup)


def bound_texts(form: forms.BaseForm) -> None:
    """Let no field of several lines take more than anybody types; what was longer may stay so.

    What is typed is compared word by word, read and kept: no enterprise fills the site with it.
    """
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.Textarea):
            shown = str(form.get_initial_for_field(field, name) or "")
            # A browser sends the end of a line as two characters.
            most = max(MAX_TYPED, len(shown) + shown.count("\n"))
            field.validators.append(MaxLengthValidator(most))


class PageForm(forms.ModelForm[Any]):
    """A form over some fields of a page; `typed()` returns the values changed in them.

    The form opens with the text that waits, where one does. Only the fields that it shows are
    ever read from what is sent.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        page: Publication,
        text: Text,
        rewrite: bool = False,
        refused: dict[str, object] | None = None,
    ) -> None:
        row = copy(page)
        # Words that were refused stand there again to be corrected; nothing has changed by that.
        shown = with_values(page, text.data, refused or {})
        applying.fields_from_plain(row, shown["fields"])
        parts = {name: shown["parts"].get(name, []) for name in page.PARTS}
        super().__init__(data, files, instance=row, initial=parts, label_suffix="")
        self.page, self.text = page, text
        # Whether a text that cannot be typed plainly is to be written anew.
        self.rewrites = rewrite or REWRITE in self.data
        self.choices: tuple[Choice, ...] = ()
        # The version that the person typed over.
        self.seen = self._number_sent() if self.is_bound else text.number
        self.fit_page()
        bound_texts(self)
        keep_single_ends(self.fields.values())

    def _number_sent(self) -> int:
        return parse_key(str(self.data.get(VERSION, ""))) or 0

    def fit_page(self) -> None:
        """Fit the fields to the page, once it is there; for forms to override."""

    def at_once(self) -> list[str]:
        """Return the labels of the fields that are live as soon as they are saved."""
        at_once = settings.ENTERPRISE_FIELDS_AT_ONCE
        return [str(field.label) for name, field in self.fields.items() if name in at_once]

    def waiting(self) -> list[str]:
        """Return the labels of the fields that wait for a decision."""
        at_once = settings.ENTERPRISE_FIELDS_AT_ONCE
        return [str(field.label) for name, field in self.fields.items() if name not in at_once]

    def typed(self) -> dict[str, Any]:
        """Return the plain values that differ from those that the form was shown with."""
        before = text_of_version(self.page, self.seen) or self.text.data
        shown = Text(self.seen, before, None)
        values = {
            name: value
            for name, value in self.plain().items()
            if not self._is_same(name, value, shown.value(self.page, name))
        }
        return {
            name: value for name, value in values.items() if self.data.get(TAKE + name) != "theirs"
        }

    def _is_same(self, name: str, value: object, shown: object) -> bool:
        field: Any = self.page._meta.get_field(name)
        return revisions.is_same(field, shown, value)

    def plain(self) -> dict[str, Any]:
        """Return the value of each field as a version keeps it."""
        return {
            name: self._plain(name) for name in self._meta.fields or () if name in self.cleaned_data
        }

    def _plain(self, name: str) -> Any:
        field: Any = self.page._meta.get_field(name)
        if field.many_to_many:
            return sorted(row.pk for row in self.cleaned_data[name])
        return revisions.plain_value(field, self.instance)

    def propose(self, *, by: User, seen: int | None) -> SaveResult | None:
        """Propose what was typed; where it cannot be, None: the form says why and keeps it."""
        try:
            # A product or an offer stands with its enterprise.
            daily.spend(SAVES_A_DAY, self.page.parent_page_id or self.page.pk)
            return propose(self.page, self.typed(), by=by, seen=seen)
        except EditConflict as clash:
            self.offer(clash)
        except ValidationError as error:
            self.add_error(None, error)
        return None

    def offer(self, clash: EditConflict) -> None:
        """Show what a colleague saved beside what was typed; the next save has seen both."""
        self.choices = tuple(self._choice(name, clash.text) for name in clash.names)
        self.seen = clash.text.number

    def _choice(self, name: str, text: Text) -> Choice:
        label = str(self.fields[name].label)
        theirs, mine = text.value(self.page, name), self._plain(name)
        return Choice(name, label, self._in_words(name, theirs), self._in_words(name, mine))

    def _in_words(self, name: str, value: object) -> str:
        """Return a plain value as the person who typed it would read it."""
        field = self.fields[name]
        if isinstance(field, PlainTextField):
            return plain_text.to_text(str(value or ""))
        if isinstance(field, forms.ModelChoiceField):
            keys = value if isinstance(value, list) else [value]
            rows = field.queryset.filter(pk__in=keys) if field.queryset is not None else []
            return ", ".join(str(row) for row in rows)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value) or "")  # type: ignore[arg-type]  # plain pairs
        return "" if value is None else str(value)


REQUIRED = {"required": _("Please fill this in: readers look for it first.")}


class SummaryMixin(forms.BaseForm):
    """A form whose summary is short enough for a list; `require_summary` asks for one."""

    def require_summary(self) -> None:
        self.fields["summary"].required = True

    def clean_summary(self) -> str:
        summary: str = self.cleaned_data["summary"].strip()
        if len(summary) > MAX_SUMMARY_LENGTH:
            raise ValidationError(
                _("It has %(length)s characters; keep to %(most)s and tell the rest below."),
                params={"length": len(summary), "most": MAX_SUMMARY_LENGTH},
            )
        return summary


class _ShownInput(forms.HiddenInput):
    """What a field was shown with; nothing describes what nobody sees."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("aria-describedby", None)
        return attrs


class ShownWithMixin(forms.BaseForm):
    """A form that is sent with what it was shown with: `changed_data` is what was changed in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # A page that was opened before the forms sent it is compared with the row.
            has_initial = not self.is_bound or self.add_initial_prefix(name) in self.data
            field.show_hidden_initial, field.hidden_widget = has_initial, _ShownInput
