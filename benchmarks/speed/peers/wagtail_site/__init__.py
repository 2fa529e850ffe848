"""A news site as Wagtail's own project template begins it, with the portal's sample articles."""
