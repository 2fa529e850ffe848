"""How much an enterprise has sent as files, and how much it may."""
