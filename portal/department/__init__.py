"""The department itself, from rows: its units and posts, its calendar, services to the public."""
