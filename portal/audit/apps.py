from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "portal.audit"
    verbose_name = _("Record of changes")

    def ready(self) -> None:
        # Connects the record to what Django and allauth tell of sign-ins.
        import portal.audit.signins  # noqa: F401  # connects signals
