from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "enterprises.freshness"

    def ready(self) -> None:
        from enterprises.freshness import confirming
        from enterprises.profiles.models import Enterprise
        from portal.publishing.signals import transitioned

        transitioned.connect(confirming.hear_step, sender=Enterprise)
