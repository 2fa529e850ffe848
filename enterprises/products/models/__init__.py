from enterprises.products.models.product import Product
from enterprises.products.models.withdrawal import WithdrawalOutcome, WithdrawalRequest

__all__ = [
    "Product",
    "WithdrawalOutcome",
    "WithdrawalRequest",
]
