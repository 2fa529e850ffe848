"""The newest pages of each kind, looked through row by row.

Words of many titles cost an index the most and are found soonest without one: so many
rows of each kind, out of the index of their days, cost the same on a site of any size.
"""

from typing import Final

from django.db import connection

from portal.publishing.models.kinds import kinds

# Whether pages are public is asked of the few that are left.
NEWEST_OF_EACH_KIND: Final = """
FROM unnest(%s::text[]) AS kind(name), LATERAL (
    SELECT id, kind, folded_title, published_at FROM publishing_publication
    WHERE kind = kind.name AND state = 'published' AND published_at <= now()
    ORDER BY published_at DESC, id DESC LIMIT %s
) AS page
"""
_BEGUN: Final = f"""
SELECT page.id {NEWEST_OF_EACH_KIND}
WHERE ' ' || page.folded_title || ' ' LIKE ALL (%s)
ORDER BY NOT starts_with(page.folded_title, %s), page.published_at DESC, page.id DESC
LIMIT %s
"""


def newest_that_begin(folded: list[str], *, of_each: int, limit: int) -> list[int]:
    """Return keys of titles with all these words, of which the last may go on.

    Those that begin so come first, then the newest.
    """
    patterns = [f"% {word} %" for word in folded[:-1]] + [f"% {folded[-1]}%"]
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, [list(kinds()), of_each, patterns, " ".join(folded), limit])
        return [key for (key,) in cursor.fetchall()]
