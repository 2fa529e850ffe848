from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "portal.publishing"

    def ready(self) -> None:
        from portal.publishing import renamed

        renamed.connect()
