from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "enterprises.people"
    verbose_name = _("People of enterprises")

    def ready(self) -> None:
        from enterprises.people.personal import register_people

        register_people()
