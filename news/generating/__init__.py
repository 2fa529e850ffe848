"""Articles made up for scale tests, marked as samples: phrases → articles → services."""
