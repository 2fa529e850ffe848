"""What becomes of a page without a new text of its own, such as by its days or by other pages."""

from typing import NamedTuple

from django.utils.translation import gettext


class StateNow(NamedTuple):
    """The state of a page at this moment; of a kind without one both are empty."""

    # It is compared, and never empty where the kind has states.
    code: str = ""
    # A sentence for followers, in the language spoken now; empty where there is nothing to say.
    words: str = ""


def state_in_words(*parts: str) -> str:
    """Return the sentence on a state that has these parts; "" where all are empty."""
    state = "; ".join(filter(None, parts))
    return gettext("State now: %(state)s") % {"state": state} if state else ""
