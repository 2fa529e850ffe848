from django.apps import AppConfig


class DepartmentConfig(AppConfig):
    name = "portal.department"

    def ready(self) -> None:
        # Lets the addresses of agencies and services be checked.
        import portal.department.external_links  # noqa: F401  # registers them
