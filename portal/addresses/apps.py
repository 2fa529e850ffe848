from django.apps import AppConfig


class AddressesConfig(AppConfig):
    name = "portal.addresses"

    def ready(self) -> None:
        from portal.addresses import withdrawn
        from portal.publishing.signals import transitioned

        transitioned.connect(withdrawn.on_transition)
