from typing import Any

from enterprises.models import Enterprise
from portal.publishing import services
from portal.publishing.models import State
from tests import builders


def enterprise(title: str = "Công ty Sông Hương", **fields: Any) -> Enterprise:
    """A public enterprise, unless the fields say otherwise."""
    fields = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY} | fields
    return services.save(Enterprise(title=title, **fields), by=None)
