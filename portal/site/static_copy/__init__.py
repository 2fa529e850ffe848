"""A copy of the public site in plain files, to be browsed from a disk or served by any server."""
