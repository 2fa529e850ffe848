"""The department itself, from rows: its units and posts, its calendar, its doors for the public."""
