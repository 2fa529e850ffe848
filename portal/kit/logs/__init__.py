"""What the log says: of which request, in which form, and each error once."""
