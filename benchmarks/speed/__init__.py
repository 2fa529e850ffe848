"""How fast the site answers, beside a constant answer, plain Django and Wagtail, in one run."""
