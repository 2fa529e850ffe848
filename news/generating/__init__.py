"""Sample articles for scale tests: phrases → articles → services."""
