"""Background tasks of the search."""

from django.tasks import task

from portal.search import vocabulary


@task
def refresh_vocabulary() -> int:
    """Learn the words that the site's pages use now; return how many words and pairs."""
    return vocabulary.refresh()
