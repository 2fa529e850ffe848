"""Until when people may comment, for calendar programs."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as CalendarEntry

from portal.exchange.calendars import calendar_file, calendar_response, entry_of
from portal.kit.moments import day_after
from portal.kit.origins import for_all_origins
from portal.kit.samples import with_mark
from portal.kit.site_names import site_name
from portal.participation.consultations.models import Consultation

# The last so many: enough for years, and bounded.
MAX_ROWS: Final = 300
# To be raised when the same rows come out as other bytes.
FORMAT: Final = 3


@for_all_origins
def deadlines(request: HttpRequest) -> HttpResponseBase:
    """Serve the last day of each public consultation, as a calendar to subscribe to."""
    name = _("Consultations on drafts")

    def make() -> bytes:
        rows = Consultation.objects.public().defer("body", "outcome")
        newest = rows.order_by("-closes_on", "-publication_ptr")[:MAX_ROWS]
        return calendar_file(_entries(newest), name=f"{name} — {site_name('vi')}")

    return calendar_response(request, make, name=name, file="gop-y", version=FORMAT)


def _entries(rows: Iterable[Consultation]) -> Iterable[CalendarEntry]:
    for row in rows:
        # The key and not the address: another day or address makes it no other entry.
        key = f"gop-y-{row.pk}"
        changed = timezone.localtime(row.last_changed_at)
        entry = entry_of(key, changed=changed, sequence=row.live_number or 0)
        entry.add("dtstart", row.closes_on)
        entry.add("dtend", day_after(row.closes_on))
        title = with_mark(row.title, is_sample=row.is_sample)
        entry.add("summary", _("Last day to comment: %(title)s") % {"title": title})
        entry.add("url", settings.SITE_URL + row.path)
        # Nobody is kept from anything else on that day.
        entry.add("transp", "TRANSPARENT")
        yield entry
