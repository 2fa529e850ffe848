"""A product of another enterprise for the addresses that name one."""

from enterprises.profiles.models import Enterprise
from tests.enterprises import builders


def product_of(others: Enterprise) -> dict[str, int]:
    return {"pk": builders.product(others).pk}


PAGES = ("", "_words", "_picture", "_files", "_preview", "_withdraw")
MAKERS = {f"enterprises:desk_product{page}": product_of for page in PAGES}
