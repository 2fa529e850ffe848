"""Fields of forms that choose: a page of this site by its address, and a section."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.kit.text.numbers import parse_key
from portal.publishing.models import Publication
from portal.publishing.models.access import may_read
from portal.publishing.references import holders_of, own_path
from portal.publishing.state_words import page_words

HOW = _("Paste its address, such as /tin-tuc/mot-bai/.")


# A relation of a form whose rows may be pages.
type RelationField = models.ForeignKey[models.Model, models.Model]


def may_name(reader: User | None, row: models.Model) -> bool:
    """Return whether somebody on the staff may know a row by its name; None reads every page."""
    return reader is None or not isinstance(row, Publication) or may_read(reader, row)


def name_for(reader: User | None, row: models.Model) -> str:
    """Return what a row is called before somebody on the staff."""
    return str(row) if may_name(reader, row) else gettext("a draft of somebody else's")


class PageInput(AdminTextInputWidget):
    """The address, and below it the title of the page that stands there now."""

    page: Publication | None = None

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"class": "vTextField page-address"} | (attrs or {}))

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, object] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        typed = super().render(name, value, attrs, renderer)
        if self.page is None or value != self.page.path:
            return typed
        shown = '{}<span class="desk-facts">{} ({})</span>'
        return format_html(shown, typed, self.page.title, page_words(self.page))


class PageChoiceField(forms.ModelChoiceField[Publication]):
    """Names the pages that its reader may read: whoever tries numbers learns no other title."""

    # Whose form it is; None where only those who may read every page have it.
    reader: User | None = None

    def may_name(self, page: models.Model) -> bool:
        return may_name(self.reader, page)

    def label_from_instance(self, obj: models.Model) -> str:
        return name_for(self.reader, obj)


class ReaderChoosesMixin(BaseModelAdmin[Any]):
    """Forms of people who may not read every page: what they choose names itself accordingly."""

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if issubclass(db_field.remote_field.model, Publication):
            kwargs.setdefault("form_class", PageChoiceField)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, PageChoiceField):
            field.reader = staff(request)
        return field


class PageField(PageChoiceField):
    """Takes an address of this site, an old one too, or the number of a page."""

    widget = PageInput
    default_error_messages = {
        "invalid_choice": _(
            "No page of this site has this address. Open the page and copy its address."
        ),
    }

    def __init__(self, queryset: QuerySet[Publication] | None = None, **kwargs: Any) -> None:
        rows = Publication.objects.all() if queryset is None else queryset
        help_text = format_lazy("{} {}", kwargs.pop("help_text", ""), HOW)
        super().__init__(rows, help_text=help_text, **kwargs)

    def prepare_value(self, value: object) -> Any:
        key = parse_key(str(value or ""))
        if key is None:
            return value
        page = self._numbered(key)
        if page is None or not self.may_name(page):
            return value
        # The admin wraps the widgets of relations.
        typed = getattr(self.widget, "widget", self.widget)
        if isinstance(typed, PageInput):
            typed.page = page
        return page.path

    def to_python(self, value: object) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        key = parse_key(typed) if typed.isdecimal() else self._holder_of(typed)
        page = self._numbered(key) if key is not None else None
        if page is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return page

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()

    @staticmethod
    def _holder_of(address: str) -> int | None:
        path = own_path(address.replace("\0", ""), "/")
        return next(iter(holders_of({path.rstrip("/") + "/"}).values()), None) if path else None

    @staticmethod
    def _numbered(key: int) -> Publication | None:
        return Publication.objects.filter(pk=key).first()


class KnownPageField(PageField):
    """Takes the same; its widget has read what all rows point to, and names the page beside it."""

    def prepare_value(self, value: object) -> Any:
        return value.pk if isinstance(value, Publication) else value

    def to_python(self, value: object) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        known = self._known
        page = known.get(typed) if typed.isdecimal() else known.at_path(typed)
        return super().to_python(value) if page is None else page

    def has_changed(self, initial: object, data: object) -> bool:
        """Take the address of the page for its number: the widget shows whichever may be seen."""
        key, typed = self.prepare_value(initial), str(data or "").strip()
        return typed not in (str(key or ""), getattr(self._known.get(key), "path", None))

    @property
    def _known(self) -> Any:
        widget: Any = self.widget
        # The admin wraps the widgets of relations.
        return getattr(widget, "widget", widget).related_cache


class _Sections(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic when it runs
    def __iter__(self) -> Iterator[Any]:
        rows = [*super().__iter__()]
        if len(rows) == 1 and self.field.empty_label is not None:
            yield "", _("no section has been made for these pages yet")
        else:
            yield from rows


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Offers the sections of a kind; says so where there is none, so that nobody looks for more."""

    iterator = _Sections
