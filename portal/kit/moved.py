"""The answer at an address of before: where its page is now, for as long as it is there."""

from django.http import HttpResponsePermanentRedirect


def moved_to(address: str) -> HttpResponsePermanentRedirect:
    """Lead on to an address for good, but have it asked for each time.

    Browsers keep such an answer without limit: of a page that moved back they would go in circles.
    """
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "public, no-cache"})
