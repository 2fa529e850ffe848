"""Calendar files (RFC 5545) that people's own calendar programs subscribe to."""
