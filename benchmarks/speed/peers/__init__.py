"""Who else is measured: plain Django, and Wagtail with packages of its own."""
