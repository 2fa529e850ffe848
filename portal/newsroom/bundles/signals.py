"""What bundles tell whoever wants to hear it, inside the transaction it happens in."""

from django.dispatch import Signal

# With `bundle` and `why`: at its moment something hindered it, and nothing went out.
held_back = Signal()
