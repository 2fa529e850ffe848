"""Background tasks of the search."""

from portal.kit.priorities import leisure_task
from portal.search import file_texts, vocabulary


@leisure_task
def refresh_vocabulary() -> int:
    """Learn the words that the site's pages use now; return how many words and pairs."""
    return vocabulary.refresh()


@leisure_task
def read_files() -> int:
    """Read the attached files of public pages that nobody has read yet; return how many."""
    file_texts.forget_unused()
    return sum(1 for _name in file_texts.read_new(file_texts.A_TURN))
