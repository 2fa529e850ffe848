"""Forms that anybody may send: limits, a trap for machines, and nothing sent twice or lost."""
