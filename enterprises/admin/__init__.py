"""The workplace of the staff for enterprises, each kind of row in its file."""

from enterprises.admin import enterprises, infrastructure, localities, people, products

__all__ = ["enterprises", "infrastructure", "localities", "people", "products"]
