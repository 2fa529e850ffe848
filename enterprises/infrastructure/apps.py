from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InfrastructureConfig(AppConfig):
    name = "enterprises.infrastructure"
    verbose_name = _("Shared infrastructure")

    def ready(self) -> None:
        from enterprises.infrastructure.personal import register_contacts

        register_contacts()
