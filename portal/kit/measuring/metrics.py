"""What is counted and timed; each area adds its own with these classes of Prometheus' library."""

from typing import Final

from prometheus_client import Counter, Histogram

# Seconds, from a kept page to one that somebody gives up on.
SECONDS: Final = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS: Final = Histogram(
    "portal_request_seconds", "Seconds that a request took, by route.", ["route"], buckets=SECONDS
)
ANSWERS: Final = Counter("portal_answers", "Answers, by their status.", ["status"])
PAGES: Final = Counter(
    "portal_kept_pages", "Questions that a kept page may answer, by what came of them.", ["result"]
)
FIRST_VIEW: Final = Histogram(
    "portal_first_sight_seconds",
    "Seconds from a publication until a reader of this machine was first shown what came of it.",
    buckets=(0.1, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 600.0, 3600.0),
)
SIGN_IN_FAILURES: Final = Counter("portal_sign_in_failures", "Failed tries to sign in.")
