"""What the site keeps of a person: each area says how to tell it, and how to erase it."""
