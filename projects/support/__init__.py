"""What the work of the department puts on an enterprise's own desk."""
