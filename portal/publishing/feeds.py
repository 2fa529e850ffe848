from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of this site, the same whichever host asked."""
    return f"{settings.SITE_URL}{path}"
