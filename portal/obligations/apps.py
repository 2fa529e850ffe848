from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "portal.obligations"

    def ready(self) -> None:
        # Keeps due days in step with obligations and holidays.
        import portal.obligations.signals  # noqa: F401  # connects signals
