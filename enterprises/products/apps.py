from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "enterprises.products"

    def ready(self) -> None:
        from enterprises.products import withdrawals
        from enterprises.products.models import Product
        from portal.publishing.signals import transitioned

        transitioned.connect(withdrawals.on_transition, sender=Product)
