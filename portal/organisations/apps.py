from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "portal.organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        # Keeps the body of today in step with the successions.
        import portal.organisations.signals  # noqa: F401  # connects signals
