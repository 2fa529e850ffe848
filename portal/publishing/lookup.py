"""Finding rows in the admin by the site's own words."""

from django.db import models
from django.db.models.expressions import RawSQL

from portal.text.syllables import syllable
from portal.text.tokens import words

MOST_WORDS = 16


def tsquery_of(typed: str) -> str:
    """All the typed words, without marks and in any order, the last one perhaps unfinished."""
    lexemes = [f"'{syllable(word).folded}'" for word in words(typed)[:MOST_WORDS]]
    return " & ".join([*lexemes[:-1], f"{lexemes[-1]}:*"]) if lexemes else ""


def with_words[M: models.Model](rows: models.QuerySet[M, M], typed: str) -> models.QuerySet[M, M]:
    """The publications among `rows` that hold the typed words; all of them where none was typed."""
    query = tsquery_of(typed)
    if not query:
        return rows
    holds = RawSQL(
        '"portal_publication"."search_vector" @@ %s::tsquery',
        (query,),
        output_field=models.BooleanField(),
    )
    return rows.filter(holds)
