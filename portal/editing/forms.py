"""The form of a publication: it notices when the text has moved on, and merges."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.editing.checks.prose import plain_columns
from portal.editing.checks.rules import READ
from portal.editing.conflicts import TAKE, Conflict
from portal.editing.converting import CONVERT
from portal.editing.covers import CoverForm
from portal.editing.deadlines import DEADLINE, DeadlineForm
from portal.editing.lost_right import OWN_CORRECTION, loses_right
from portal.editing.owners import OWNERSHIP, OwnershipForm
from portal.editing.related_cache import caches_of
from portal.kit.admin_search import offer_known_rows
from portal.kit.text.legacy import convert
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.numbers import parse_key
from portal.kit.typing import ModelField
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import RichTextField, rich_fields
from portal.publishing.errors import StaleSave
from portal.publishing.models import Revision, State
from portal.publishing.revisions import is_same, plain_value
from portal.publishing.state_words import page_words

VERSION = "_version"
# When readers see it; in these fields nobody writes a text.
MOMENTS = {"published_at", "expires_at"}
# A line of so many letters or more has a box as wide as the form.
LONG = 100

_WHO = (
    "publication", "is_step", "created_by__username", "created_by__first_name",
    "created_by__last_name",
)  # fmt: skip

CLOSES_NOTHING = _(
    "Say what was corrected, such as “A private number was taken out”: without these words readers "
    "can still open the earlier text and files."
)


def typed_text(request: HttpRequest, name: str) -> str:
    """Return what was typed in a field beside the form; no database keeps a NUL."""
    return request.POST.get(name, "").replace("\0", "").strip()


def refusal(error: ValidationError, typed: str) -> str:
    """Return what is wrong, and the words that were typed: the page that follows has none."""
    reason = " ".join(error.messages)
    if not typed.strip():
        return reason
    return _("%(reason)s What you wrote: “%(typed)s”") % {"reason": reason, "typed": typed.strip()}


class PublicationForm(CoverForm, OwnershipForm, DeadlineForm):
    """Refuses a save over a version that the writer has not seen, with both texts side by side."""

    unversioned_fields = (*DEADLINE, *OWNERSHIP)
    conflicts: tuple[Conflict, ...] = ()
    # Whose form it is.
    writer: int | None = None
    # The publisher who decides with this very press; writing in the text would bar him from it.
    decider: User | None = None
    # Who has saved what the form does not show yet, where it is somebody else.
    saved_by = ""
    is_own = False
    _fields_are_validated = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        keep_single_ends(self.fields.values())
        offer_known_rows(self)
        for name, cache in caches_of(self.fields):
            # Read with what the rows of its parts point to.
            cache.add([getattr(self.instance, f"{name}_id")])
        for field in self.fields.values():
            # A browser would cut off what is pasted beyond it, and tell nobody.
            most = field.widget.attrs.pop("maxlength", None)
            if int(most or 0) >= LONG:
                field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} long-line"
        for name in MOMENTS & self.fields.keys():
            self.fields[name].error_messages |= {
                "invalid_date": _("Write the day too."),
                "invalid_time": _("Write the hour too, such as 08:00."),
            }

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; of fields that this form does not show it stands at the top."""
        named = getattr(error, "error_dict", None)
        if field is not None or named is None:
            super().add_error(field, error)
            return
        for name, errors in named.items():
            super().add_error(name if name in self.fields else None, errors)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(CONVERT):
            self._convert(cleaned)
        self._refuse_hidden_before_shown(cleaned)
        if self.instance.pk is None:
            return cleaned
        if self.data.get(VERSION) != str(self.instance.revision_number):
            self._refuse_other_text(cleaned)
        self._refuse_no_moment(cleaned)
        self._refuse_lost_right()
        for name in cleaned:
            if self.data.get(TAKE + name) == "theirs" and name not in self.unversioned_fields:
                cleaned[name] = self._stored(name)
        self._refuse_closing_without_words(cleaned)
        return cleaned

    def _refuse_other_text(self, cleaned: dict[str, Any]) -> None:
        """Refuse a save over a text that was not seen; steps of the writer's own change none."""
        self.conflicts = tuple(self._conflicts(cleaned))
        number = parse_key(str(self.data.get(VERSION, ""))) or 0
        later = Revision.objects.filter(publication_id=self.instance.pk, number__gt=number)
        saved = list(later.select_related("created_by").only(*_WHO).order_by("-number"))
        others = [each for each in saved if each.created_by_id != self.writer]
        self.saved_by = next((str(each.created_by) for each in others if each.created_by), "")
        self.is_own = bool(number and saved and self.writer and not others)
        if self.conflicts or not self.is_own or not all(each.is_step for each in saved):
            is_step = any(each.is_step for each in saved)
            raise StaleSave(is_own=self.is_own, state=page_words(self.instance) if is_step else "")

    def _refuse_lost_right(self) -> None:
        """Keep who decides from losing the right to it by the same press."""
        if not self.only_moment_has_changed and loses_right(self.decider, self.instance):
            self.add_error(None, OWN_CORRECTION)

    def _refuse_hidden_before_shown(self, cleaned: dict[str, Any]) -> None:
        """Say it at the field; the table's constraint knows none."""
        shown, hidden = cleaned.get("published_at"), cleaned.get("expires_at")
        if shown is not None and hidden is not None and hidden <= shown:
            text = _("It would be hidden before it appears; choose a later moment.")
            self.add_error("expires_at", text)
        elif hidden is not None and "expires_at" in self.changed_data and hidden <= timezone.now():
            text = _("This moment has passed: look at the year, or leave it empty.")
            self.add_error("expires_at", text)

    def _refuse_closing_without_words(self, cleaned: dict[str, object]) -> None:
        """Ask for the correction that is to close the earlier text: without it nothing closes."""
        if cleaned.get("hides_earlier") and cleaned.get("correction") == "":
            self.add_error("correction", CLOSES_NOTHING)

    def _refuse_no_moment(self, cleaned: dict[str, object]) -> None:
        """Ask for the moment of a live page: its constraint is skipped, for it names the state."""
        is_empty = "published_at" in cleaned and cleaned["published_at"] is None
        if is_empty and self.instance.state == State.PUBLISHED:
            self.add_error("published_at", _("A published page needs a publication time."))

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the relations out while fields are validated: their rows have just been found."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs leave it out
        if self._fields_are_validated:
            return excluded
        self._fields_are_validated = True
        relations = (ModelChoiceField, ModelMultipleChoiceField)
        return excluded | {
            name for name, field in self.fields.items() if isinstance(field, relations)
        }

    def _save_m2m(self) -> None:
        """Write the chosen rows, such as topics, where another choice was made only."""
        if any(field.name in self.changed_data for field in self.instance._meta.many_to_many):
            super()._save_m2m()  # type: ignore[misc]  # the stubs leave it out

    @property
    def only_moment_has_changed(self) -> bool:
        """Return whether of all that a version keeps just the time was set, and no text written."""
        return set(self.changed_data) - set(self.unversioned_fields) <= MOMENTS

    def _convert(self, cleaned: dict[str, object]) -> None:
        kind = type(self.instance)
        for name in dict.fromkeys([*READ, *rich_fields(kind), *plain_columns(kind)]):
            typed = str(cleaned.get(name) or "")
            converted = convert(typed)
            if converted != typed:
                cleaned[name] = converted
                # The version is kept for what is stored now, whatever was typed.
                self.changed_data.append(name)

    def _stored(self, name: str) -> Any:
        value = getattr(self.instance, name)
        return list(value.all()) if hasattr(value, "all") else value

    def _conflicts(self, cleaned: dict[str, object]) -> list[Conflict]:
        """Return each field in which the stored text is neither the typed one nor the one seen."""
        seen = self._seen()
        found = []
        for name in self.fields:
            if name not in cleaned or name in self.unversioned_fields:
                continue
            field: Any = self.instance._meta.get_field(name)
            theirs = _plain(field, self._stored(name))
            mine = _plain(field, cleaned[name])
            base = seen.get(getattr(field, "attname", name), seen.get(name))
            if not (is_same(field, theirs, mine) or is_same(field, theirs, base)):
                is_both = not is_same(field, mine, base)
                found.append(self._conflict(field, name, cleaned[name], both=is_both))
        return found

    def _conflict(self, field: ModelField, name: str, mine: object, *, both: bool) -> Conflict:
        label = str(self.fields[name].label)
        theirs = self._stored(name)
        return Conflict(name, label, _shown(field, theirs), _shown(field, mine), both)

    def _seen(self) -> dict[str, Any]:
        """Fields and parts of the version that the writer had on screen."""
        number = parse_key(str(self.data.get(VERSION, "")))
        if number is None:
            return {}
        version = Revision.objects.filter(publication_id=self.instance.pk, number=number).first()
        return version.data["fields"] | version.data["parts"] if version else {}


def _plain(field: ModelField, value: Any) -> Any:
    """Return a typed or stored value as a version has it."""
    if field.many_to_many:
        return sorted(row.pk for row in value)
    if isinstance(field, RichTextField):
        return clean_html(value or "")
    if field.is_relation:
        return value.pk if value is not None else None
    row = field.model()
    setattr(row, field.attname, value)
    return plain_value(field, row)


def _shown(field: ModelField, value: Any) -> Any:
    """Return the value as people read it; rich text as it looks."""
    if field.many_to_many:
        return ", ".join(str(row) for row in value)
    if isinstance(field, RichTextField):
        return mark_safe(clean_html(value or ""))  # noqa: S308  # cleaned in this line
    return value
