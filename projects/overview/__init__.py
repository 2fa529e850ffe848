"""What a master plan came to: progress, goals, days and money, put together from its projects."""
