from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FreshnessConfig(AppConfig):
    name = "enterprises.freshness"
    verbose_name = _("Confirmations")

    def ready(self) -> None:
        from enterprises.freshness import services
        from enterprises.profiles.models import Enterprise
        from portal.publishing.signals import transitioned

        transitioned.connect(services.on_transition, sender=Enterprise)
