"""How much an enterprise sends from its desk in a day: what a script sends comes to an end."""

from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.participation.publicforms.limits import Limit

DAY: Final = timedelta(days=1)


def spend(limit: Limit, *place: int) -> None:
    """Count one more of an enterprise; raise ValidationError where it is one too many for today."""
    if limit.spend("-".join(map(str, place))):
        raise ValidationError(
            _("Your enterprise has sent this many times today. Send the next one tomorrow."),
            code="limit",
        )
