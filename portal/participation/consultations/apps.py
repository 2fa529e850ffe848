from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "portal.participation.consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from portal.participation.consultations.personal import register_comments

        register_comments()
