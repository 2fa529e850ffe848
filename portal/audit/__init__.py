"""The audit record: rows are only added, each sealing the one before."""
