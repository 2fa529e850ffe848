"""Who answers for a page and when it is looked at again: in its form, its list and its panel."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.choosing import ColleagueField
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.editing.deadlines import as_overdue
from portal.editing.unversioned import Unversioned, UnversionedForm
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.kit.near_days import NEAR_DAY
from portal.ownership.checking import may_answer_for
from portal.ownership.models import Ownership
from portal.publishing.models import Publication, State

OWNER, DAY = "page_owner", "check_on"
# Fields of the form that are no columns of the page.
OWNERSHIP: Final = (OWNER, DAY)
SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What somebody set: a person, a day, both or neither any more."""

    owner: User | None
    check_on: date | None

    @transaction.atomic
    def save(self, page: Publication, *, by: User) -> None:
        """Make it the page's, and write down what it was before."""
        row = Ownership.objects.select_for_update().filter(publication_id=page.pk).first()
        before = snapshot(row) if row is not None else {}
        row = row or Ownership(publication_id=page.pk)
        row.owner, row.check_on = self.owner, self.check_on
        row.save()
        record_saved(row, before=before, by=by)


class OwnershipForm(UnversionedForm):
    """Asks who answers for the page and for the day to look at it again."""

    page_owner = ColleagueField(
        required=False,
        label=gettext_lazy("Person responsible"),
        empty_label=gettext_lazy("the author"),
        help_text=gettext_lazy(
            "Asked on that day whether the page is still right. Only who may change the page."
        ),
        show_hidden_initial=True,
    )
    check_on = forms.DateField(
        required=False,
        label=gettext_lazy("Check again on"),
        help_text=gettext_lazy(
            "Such as when prices or names change; the person responsible is asked on that day. "
            "Empty: nobody is asked."
        ),
        widget=AdminDateWidget,
        validators=NEAR_DAY,
        show_hidden_initial=True,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        row, field = ownership_of(self.instance), self.fields.get(OWNER)
        if isinstance(field, ColleagueField) and row is not None:
            field.chosen = row.owner

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        row = ownership_of(self.instance) if field_name in OWNERSHIP else None
        if row is None:
            return super().get_initial_for_field(field, field_name)
        return row.owner_id if field_name == OWNER else row.check_on

    @property
    def responsibility(self) -> Responsibility | None:
        """Return what was set here; None where nobody touched it."""
        if not self.was_touched(OWNERSHIP):
            return None
        row = ownership_of(self.instance)
        owner = self.cleaned_data.get(OWNER, row.owner if row is not None else None)
        return Responsibility(owner, self.cleaned_data.get(DAY))

    @property
    def set_unversioned(self) -> list[Unversioned]:
        return [*super().set_unversioned, *filter(None, [self.responsibility])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.was_touched(OWNERSHIP) and not set(OWNERSHIP) & set(self.errors):
            self._refuse_past_day(cleaned)
            self._refuse_who_may_not(cleaned)
            self._refuse_stale_ownership()
        return cleaned

    def _refuse_past_day(self, cleaned: dict[str, Any]) -> None:
        day = cleaned.get(DAY)
        if DAY in self.changed_data and day is not None and day <= timezone.localdate():
            self.add_error(DAY, _("Choose a day to come."))

    def _refuse_who_may_not(self, cleaned: dict[str, Any]) -> None:
        person = cleaned.get(OWNER)
        if OWNER not in self.changed_data or person is None:
            return
        section = cleaned.get("section", self.instance.section)
        if not may_answer_for(person, self.instance, section.pk if section else None):
            text = _("%(person)s may not change this page: choose an editor of its section.")
            self.add_error(OWNER, text % {"person": person})

    def _refuse_stale_ownership(self) -> None:
        """Tell of what somebody else has set since the form was opened."""
        row = ownership_of(self.instance)
        stored = {
            OWNER: str(row.owner_id or "") if row else "",
            DAY: row.check_on.isoformat() if row and row.check_on else "",
        }
        message = _(
            "Somebody else has set who looks after the page meanwhile (%(theirs)s); save again to "
            "set yours."
        )
        theirs = " · ".join(filter(None, [str(row.person), day_text(self.instance)])) if row else ""
        self.refuse_stale(stored, at=DAY, error=message % {"theirs": theirs or _("none")})


class CheckFilter(ConditionFilter):
    """Pages by the day on which they are looked at again."""

    title = gettext_lazy("check again")
    parameter_name = "xem-lai"

    def conditions(self) -> Conditions:
        today = timezone.localdate()
        due = Q(ownership__check_on__lte=today, state=State.PUBLISHED)
        soon = Q(ownership__check_on__gt=today, ownership__check_on__lte=today + SOON)
        return {
            "den-ngay": (gettext_lazy("the day has come"), due),
            "sap-den": (gettext_lazy("within 30 days"), soon),
            "khong": (gettext_lazy("no day is set"), Q(ownership__check_on=None)),
        }


class OwnershipMixin(admin.ModelAdmin[Any]):
    """Adds who answers for a page to form and list of a kind."""

    ownership_fieldset: ClassVar[Any] = (
        gettext_lazy("Person responsible, check again"),
        {"classes": ["collapse"], "fields": [*OWNERSHIP]},
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        # Who writes for themselves answers for it; others are named by who answers for others.
        return fields if edits(request.user) else [*fields, OWNER]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [*super().get_list_filter(request), CheckFilter]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return [*super().get_list_select_related(request), "ownership"]  # type: ignore[misc]  # a list here

    # The form as who may not write sees it: Django writes what these give as it is.
    @admin.display(description=gettext_lazy("Person responsible"))
    def page_owner(self, page: Publication | None) -> str:
        row = ownership_of(page)
        person = row.person if row is not None else page and page.created_by
        return str(person or self.get_empty_value_display())

    @admin.display(description=gettext_lazy("Check again on"))
    def check_on(self, page: Publication | None) -> str:
        row = ownership_of(page)
        if row is None or row.check_on is None:
            return str(self.get_empty_value_display())
        return date_format(row.check_on)


def ownership_of(page: Publication | None) -> Ownership | None:
    """Return what is set of a page, where something is."""
    return getattr(page, "ownership", None) if page is not None and page.pk is not None else None


def day_text(page: Publication | None) -> str:
    """Return the day on which a page is looked at again, with a word where it has come."""
    row = ownership_of(page)
    if row is None or page is None or row.check_on is None:
        return ""
    day = date_format(row.check_on)
    is_due = row.is_due and page.state == State.PUBLISHED
    return _("%(day)s (overdue)") % {"day": day} if is_due else day


def check_mark(page: Publication) -> SafeString | str:
    """Return for a list that a page was to be looked at again, where nobody has done so."""
    row = ownership_of(page)
    if row is None or not row.is_due or page.state != State.PUBLISHED:
        return ""
    return as_overdue(_("check again: %(day)s") % {"day": day_text(page)})
