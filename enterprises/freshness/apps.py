from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "enterprises.freshness"

    def ready(self) -> None:
        from enterprises.freshness import services
        from enterprises.profiles.models import Enterprise
        from portal.publishing.signals import transitioned

        transitioned.connect(services.on_transition, sender=Enterprise)
