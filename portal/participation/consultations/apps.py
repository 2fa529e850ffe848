from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "portal.participation.consultations"

    def ready(self) -> None:
        from portal.participation.consultations.personal import register_comments

        register_comments()
