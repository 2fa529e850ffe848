"""What was done and by whom: only ever added to, each row sealing the one before."""
