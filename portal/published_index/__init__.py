"""The index of published information: what has to be published, where, and if it is on time."""
