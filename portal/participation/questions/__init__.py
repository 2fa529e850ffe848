"""Questions that citizens send: taken in, answered in time, published without who asked."""
