from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "enterprises.products"

    def ready(self) -> None:
        from enterprises.products import withdrawing
        from enterprises.products.models import Product
        from portal.publishing.signals import transitioned

        transitioned.connect(withdrawing.hear_step, sender=Product)
