from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "enterprises.uploads"
    label = "uploads"

    def ready(self) -> None:
        from enterprises.people.access import register_desk_facts
        from enterprises.uploads.services import desk_facts

        register_desk_facts(desk_facts)
