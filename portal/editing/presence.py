"""Who else has a page open. It warns and locks nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.models import Presence

# Who was not heard of for so long has left without a word: three turns of the script are missing.
AWAY_AFTER = timedelta(minutes=1)
RETENTION = timedelta(days=1)

# One statement: the part that reads sees the table as it was before, and leaves oneself out.
_ARRIVE = """
WITH arrived AS (
    INSERT INTO editing_presence (user_id, publication_id, opened_at, seen_at)
    VALUES (%(user)s, %(publication)s, %(now)s, %(now)s)
    ON CONFLICT (publication_id, user_id) DO UPDATE SET
        opened_at = CASE WHEN editing_presence.seen_at < %(gone)s THEN EXCLUDED.opened_at
                         ELSE editing_presence.opened_at END,
        seen_at = EXCLUDED.seen_at
)
SELECT u.last_name, u.first_name, u.username, p.opened_at
FROM editing_presence p JOIN accounts_user u ON u.id = p.user_id
WHERE p.publication_id = %(publication)s AND p.user_id <> %(user)s AND p.seen_at >= %(gone)s
ORDER BY p.opened_at, p.id
"""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the page open."""

    name: str
    opened_at: datetime

    def __str__(self) -> str:
        moment = timezone.localtime(self.opened_at)
        return _("%(name)s has this page open too, since %(time)s.") % {
            "name": self.name,
            "time": date_format(moment, "H:i"),
        }


def arrive(user: User, publication_id: int, *, now: datetime | None = None) -> list[Other]:
    """Note that somebody has a page open; gives the others who have, longest there first."""
    now = now or timezone.now()
    values: dict[str, int | datetime] = {
        "user": user.pk,
        "publication": publication_id,
        "now": now,
        "gone": now - AWAY_AFTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE, values)
        return [
            Other(str(User(last_name=last, first_name=first, username=username)), opened_at)
            for last, first, username, opened_at in cursor.fetchall()
        ]


def leave(user: User, publication_id: int, *, seen: datetime) -> None:
    """Note that somebody has closed a page; whoever has opened it again since then stays."""
    rows = Presence.objects.filter(user=user, publication_id=publication_id)
    rows.filter(seen_at__lte=seen).delete()


def delete_old(*, now: datetime) -> None:
    Presence.objects.filter(seen_at__lt=now - RETENTION).delete()
