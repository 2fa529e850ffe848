"""Sample promises of sample articles, each with its state and the article that proves it."""

from pathlib import Path
from typing import Final

from django.db import transaction

from portal.kit.text.normalize import slugify
from portal.pagecache import generation
from portal.publishing.first_content import page_at
from portal.publishing.models import Publication
from portal.publishing.sample_pages import Row, read_rows, sample_at
from projects.demo.organisations import DEPARTMENT, find_or_bring
from projects.promises.models import Promise
from projects.work.models import Project

FIELDS: Final = (
    "said_on", "kind", "title", "quote", "due_on", "due_words", "state", "done_on",
)  # fmt: skip


@transaction.atomic
def load(path: Path) -> int:
    """Create the promises whose article has none yet; return how many were new."""
    rows = read_rows(path)
    articles = {row["article"]: _article(row["article"]) for row in rows}
    known = set(
        Promise.objects.filter(article__in=articles.values()).values_list("article", flat=True)
    )
    new = [row for row in rows if articles[row["article"]].pk not in known]
    for position, row in enumerate(new, start=1):
        _bring(row, position, articles[row["article"]])
    if new:
        generation.invalidate_public_content()
    return len(new)


def _bring(row: Row, position: int, article: Publication) -> None:
    project = sample_at(Project, row["project"]) if "project" in row else None
    promise = Promise(
        article=article,
        position=position,
        owner=find_or_bring(DEPARTMENT),
        proof=_article(row["proof"]),
        project_id=project.pk if project else None,
        **{name: row[name] for name in FIELDS if name in row},
    )
    promise.full_clean()
    promise.save()


def _article(title: str) -> Publication:
    """Return the article of this title; projects know news by its addresses only."""
    path = f"/tin-tuc/{slugify(title)}/"
    found = page_at(path)
    if found is None:
        raise LookupError(f"The sample article “{title}” is not at {path}.")
    return found
