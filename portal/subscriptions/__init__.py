"""Following by e-mail: what readers asked to be told of, letters on it, and ways to stop."""
