from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "portal.audit"

    def ready(self) -> None:
        # Connects the record to what Django and allauth tell of sign-ins.
        import_module("portal.audit.signins")
