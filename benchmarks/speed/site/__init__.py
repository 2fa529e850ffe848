"""Settings with which the site is measured; each says in what it differs from the site's own."""
