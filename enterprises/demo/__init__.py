"""Made-up enterprises that say that they are made up, and the demo accounts that speak for them."""

from collections import Counter

from enterprises.demo import association, events, infrastructure, localities, samples


def load(*, with_samples: bool = True) -> Counter[str]:
    """Bring what is missing; what was new. What editors changed stays as they left it."""
    brought = localities.load()
    if with_samples:
        brought += samples.load() + infrastructure.load()
        brought["representatives"] += samples.load_owners()
    return brought + association.load() + events.load()
