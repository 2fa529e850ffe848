"""Articles from elsewhere, one JSON object a line: lines → dates, entries → places → batches."""
