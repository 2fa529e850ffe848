"""Background tasks of the search."""

from django.tasks import task

from portal.kit.priorities import AT_LEISURE
from portal.search import file_texts, vocabulary


@task(priority=AT_LEISURE)
def refresh_vocabulary() -> int:
    """Learn the words that the site's pages use now; return how many words and pairs."""
    return vocabulary.refresh()


@task(priority=AT_LEISURE)
def read_files() -> int:
    """Read the attached files of public pages that nobody has read yet; return how many."""
    file_texts.forget_unused()
    return sum(1 for _name in file_texts.read_new(file_texts.A_TURN))
