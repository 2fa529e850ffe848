from django.apps import AppConfig


class InfrastructureConfig(AppConfig):
    name = "enterprises.infrastructure"

    def ready(self) -> None:
        from enterprises.infrastructure.personal import register_contacts

        register_contacts()
