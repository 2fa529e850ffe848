from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "enterprises.events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from enterprises.events.models import Event
        from enterprises.events.tasks import on_transition
        from portal.publishing.signals import transitioned

        transitioned.connect(on_transition, sender=Event)
