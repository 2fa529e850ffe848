"""Products and wishes to withdraw them in the admin."""

from enterprises.products.admin import products, withdrawals

__all__ = [
    "products",
    "withdrawals",
]
