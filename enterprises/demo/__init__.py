"""Made-up enterprises that say that they are made up, and the demo accounts that speak for them."""

from collections import Counter

from enterprises.demo import association, events, infrastructure, localities, samples


def load() -> Counter[str]:
    """Bring what is missing; what was new. What editors changed stays as they left it."""
    brought = localities.load() + samples.load()
    brought += association.load()
    brought += infrastructure.load()
    brought += events.load()
    brought["representatives"] += samples.load_owners()
    return brought
