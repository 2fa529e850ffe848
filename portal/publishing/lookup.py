"""Finding rows of a list by the site's own words."""

from typing import Any

from django.db import models

from portal.kit.text.syllables import syllable, words

MAX_WORDS = 16


def tsquery_of(typed: str) -> str:
    """All the typed words, without marks and in any order, the last one perhaps unfinished."""
    lexemes = [f"'{syllable(word).folded}'" for word in words(typed)[:MAX_WORDS]]
    return " & ".join([*lexemes[:-1], f"{lexemes[-1]}:*"]) if lexemes else ""


def with_words[R: models.QuerySet[Any, Any]](
    rows: R, typed: str, *, within: str = "search_vector"
) -> R:
    """Return the `rows` whose search vector holds the typed words; all where none was typed."""
    query = tsquery_of(typed)
    if not query:
        return rows
    wanted = models.Func(models.Value(query), template="%(expressions)s::tsquery")
    holds = models.Func(
        models.F(within),
        wanted,
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=models.BooleanField(),
    )
    return rows.filter(holds)
