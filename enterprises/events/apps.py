from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "enterprises.events"

    def ready(self) -> None:
        from enterprises.events.models import Event
        from enterprises.events.tasks import on_transition
        from portal.publishing.signals import transitioned

        transitioned.connect(on_transition, sender=Event)
