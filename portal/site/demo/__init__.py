"""The portal's own part of the demo: accounts, consultations, an answer, the index."""

from collections import Counter

from portal.accounts.demo import create_accounts
from portal.participation.consultations import demo as consultations
from portal.participation.questions import demo as questions
from portal.published_index import demo as published_index


def load(*, with_samples: bool = True) -> Counter[str]:
    """Bring what the portal's own pages show, and the demo accounts where there is a password."""
    brought = Counter({"accounts": create_accounts()}) + questions.load(with_samples=with_samples)
    if with_samples:
        brought += consultations.load()
    return brought + published_index.load()
