from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "portal.organisations"

    def ready(self) -> None:
        # Keeps the body of today in step with the successions.
        import portal.organisations.signals  # noqa: F401  # connects signals
