"""The filter of the list of notices."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.notices.models import Notice, NoticeStatus
from portal.kit.filters import ALL, Lookup, WordsField, oldest_and_newest, years_between
from portal.kit.postgres.prepared import Prepared
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet, Section
from portal.publishing.shelves import SectionFilter

type Notices = PublicationQuerySet[Notice]

# The newest first, as they were issued; an index gives the order.
ORDER = ("-issued_on", "-publication_ptr")


class NoticeFilter(SectionFilter[Notices]):
    """Words, section, year of the notice, and whether papers are still taken."""

    kind = Notice
    section_field = "loai"

    q = WordsField(label=_("Words or number"))
    loai = forms.ChoiceField(label=_("Kind of notice"), required=False)
    nam = forms.ChoiceField(label=_("Year"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Papers taken"), required=False, choices=[ALL, *NoticeStatus.choices]
    )

    def __init__(self, query: QueryDict, *, of: Section | None = None) -> None:
        super().__init__(query, of=of)
        now = timezone.now()
        ends = _ends(at=now) if of is None else _ends_of_section(at=now, section=of.pk)
        self.offer("nam", years_between(notice.issued_on for notice in ends))

    def lookups(self) -> Mapping[str, Lookup]:
        return {"loai": "section__slug", "nam": "issued_on__year", "tinh_trang": _with_status}

    def narrowed(self, rows: Notices) -> Notices:
        """Return the notices that fit, of the section where the form is of one, newest first."""
        found = super().narrowed(rows)
        typed = self.active.get("q", "")
        return with_words(found, typed).order_by(*ORDER) if typed else found.order_by(*ORDER)


def _first_and_last(at: datetime, **which: int) -> Notices:
    return oldest_and_newest(Notice.objects.public(at).filter(**which), "issued_on")


_ends = Prepared(_first_and_last, at=datetime)
_ends_of_section = Prepared(_first_and_last, at=datetime, section=int)


def _with_status(status: str) -> Q:
    now = timezone.now()
    if status == NoticeStatus.OPEN:
        return Q(closes_at__gt=now)
    if status == NoticeStatus.CLOSED:
        return Q(closes_at__lte=now)
    return Q(closes_at=None)
