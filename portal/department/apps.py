from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentConfig(AppConfig):
    name = "portal.department"
    verbose_name = _("The department")

    def ready(self) -> None:
        # Lets the addresses of agencies and services be checked.
        import portal.department.external_links  # noqa: F401  # registers them
