"""Administrative procedures: what to bring, where, what it costs, how long it takes."""
