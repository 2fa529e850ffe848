"""Pages of plans and projects: progress, goals, schedule and money."""
