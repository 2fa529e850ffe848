"""Demo content: plans, projects and telephone density of the report of 30 January 2007."""

from collections import Counter

from projects.demo import annual, density, english, organisations, plans, promises, work
from projects.demo.report import the_report


def load(*, with_samples: bool = True) -> Counter[str]:
    """Publish all that the report speaks of; return counts of what was new."""
    report = the_report()
    brought = plans.load(report)
    brought["projects"] += work.load(report)
    brought["indicator"] += density.load(report)
    brought["programme of work"] += annual.load(report)
    brought["promises"] += promises.load(report)
    # Rows without an address: brought with the first page, and then their editors' own.
    if brought.total():
        brought["organisations"] += organisations.load()
        brought["English versions"] += english.load()
    return brought
