"""Which task comes first where several wait: django.tasks takes numbers from -100 to 100."""

from typing import Final

# Somebody waits for it: a link to set a password, a page that appears at its moment, an alarm.
AWAITED: Final = 50
# Bulk work of the staff goes in slices, between which all that is ordinary has its turn.
BULK: Final = -10
# What may be done at any hour of the day: checks of links, copies, old files.
AT_LEISURE: Final = -20
