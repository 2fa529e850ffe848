from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "enterprises.people"

    def ready(self) -> None:
        from enterprises.people.personal import register_people

        register_people()
