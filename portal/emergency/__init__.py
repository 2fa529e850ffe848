"""The emergency mode: a warning on every page and a light home page, switched by two people."""
