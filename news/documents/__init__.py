"""Official documents: decisions, directives, notices, and the state they are in today."""
