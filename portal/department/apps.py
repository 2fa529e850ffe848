from importlib import import_module

from django.apps import AppConfig


class DepartmentConfig(AppConfig):
    name = "portal.department"

    def ready(self) -> None:
        # Lets the addresses of agencies and services be checked.
        import_module("portal.department.external_links")
