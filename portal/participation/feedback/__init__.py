"""“Is this page of use?”: a yes or no without cookie, and a word that only the staff reads."""
