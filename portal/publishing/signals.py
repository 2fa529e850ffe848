"""What the publishing life tells whoever wants to hear it, inside the transaction it happens in."""

from django.dispatch import Signal

# With `publication` and the `transition` that was kept; the sender is the page's kind.
transitioned = Signal()
