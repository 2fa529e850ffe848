from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObligationsConfig(AppConfig):
    name = "portal.obligations"
    verbose_name = _("Deadlines")

    def ready(self) -> None:
        # Keeps due days in step with obligations and holidays.
        import portal.obligations.signals  # noqa: F401  # connects signals
