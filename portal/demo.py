"""What the demo needs of the portal itself: people to sign in as, consultations, an answer."""

from collections import Counter
from typing import Final

from portal.accounts.demo import bring_accounts
from portal.consultations import demo as consultations
from portal.published_index import demo as published_index
from portal.questions import demo as questions

# What readers of the demo's English pages have to know of them.
TRANSLATED: Final = "Translated for this demonstration; not an official translation."


def load() -> Counter[str]:
    """Bring what the portal's own pages show, and the demo accounts where there is a password."""
    brought = Counter({"accounts": bring_accounts()}) + consultations.load() + questions.load()
    return brought + published_index.load()
