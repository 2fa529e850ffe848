"""Whether anything is known of an address without a page: one short question for all three ways.

Of addresses that are not found nearly all are guessed by machines, thousands in a night; nothing
is known of these, and what may stand instead is asked of the others alone.
"""

from typing import Final

from django.db import connection

from portal.addresses.written import folders_of
from portal.kit.postgres.statements import Statement
from portal.publishing.languages import PREFIX, vietnamese_path

_KNOWN: Final = Statement(
    """
    SELECT EXISTS (SELECT 1 FROM publishing_redirect WHERE old_path = ANY(%s) OR old_path = ANY(%s))
        OR EXISTS (SELECT 1 FROM addresses_oldaddress WHERE address = ANY(%s))
        OR EXISTS (
            SELECT 1 FROM addresses_withdrawalnotice AS notice
            JOIN publishing_publication AS page ON page.id = notice.publication_id
            WHERE page.path = ANY(%s)
        )
    """,
    ["paths", "pages", "addresses", "paths"],
    {"paths": list, "pages": list, "addresses": list},
)


def is_known(path: str) -> bool:
    """Return whether a page moved from here or from above, or something else may stand here.

    That is where an old address leads, or the notice of a withdrawn page. What says yes is looked
    at closely; what says no has none of them.
    """
    paths = ways_to_write(path)
    values = {
        "paths": paths,
        "pages": folders_of(paths[-1]),
        "addresses": [path, *folders_of(path)],
    }
    sql, params = _KNOWN.bind(connection, values)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.fetchone()[0])


def ways_to_write(path: str) -> list[str]:
    """Return a path and, of an English one, that of its page."""
    return [path, vietnamese_path(path)] if path.startswith(f"{PREFIX}/") else [path]
