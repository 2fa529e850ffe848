"""Support for enterprises: calls, applications and the panels of their desk."""
