from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "portal.publishing"

    def ready(self) -> None:
        from portal.publishing import record_links, renamed

        record_links.connect()
        renamed.connect()
