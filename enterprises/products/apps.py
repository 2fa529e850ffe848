from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "enterprises.products"
    verbose_name = _("Products")

    def ready(self) -> None:
        from enterprises.products import withdrawals
        from enterprises.products.models import Product
        from portal.publishing.signals import transitioned

        transitioned.connect(withdrawals.on_transition, sender=Product)
