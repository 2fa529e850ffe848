"""Counts and times of what the site does, shared by its processes, for Prometheus."""
