"""Import of articles, one JSON object a line: jsonl → dates, parsing → addresses → services."""
