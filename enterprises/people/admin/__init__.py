"""Who speaks for an enterprise, and who asks to, in the admin."""

from enterprises.people.admin import joining, representatives

__all__ = [
    "joining",
    "representatives",
]
