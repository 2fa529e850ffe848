"""What the search does by itself, now and then."""

from django.tasks import task

from portal.search import vocabulary


@task
def refresh_vocabulary() -> int:
    """Learn the words that the site's pages use now; how many words and pairs."""
    return vocabulary.refresh()
