"""What the data files of plans, projects, promises and figures hold."""
