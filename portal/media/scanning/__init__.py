"""Uploaded files and the virus scanner: refused if infected, not public before it has looked."""
