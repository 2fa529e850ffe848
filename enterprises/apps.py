from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = _("Enterprises")

    def ready(self) -> None:
        # Needs the models, which are there by now only.
        from enterprises.approval.at_once import check_fields_at_once
        from enterprises.approval.notices import tell_of_look, tell_of_step
        from enterprises.events.tasks import event_published
        from enterprises.freshness import confirming
        from enterprises.infrastructure.personal import register_contacts
        from enterprises.models import Enterprise, Event, Product, facts_for_the_desk
        from enterprises.people.access import register_desk_facts
        from enterprises.people.personal import register_people
        from enterprises.products import withdrawing
        from portal.publishing.signals import change_seen, step_taken

        step_taken.connect(confirming.hear_step, sender=Enterprise)
        step_taken.connect(withdrawing.hear_step, sender=Product)
        step_taken.connect(event_published, sender=Event)
        checks.register(check_fields_at_once)
        step_taken.connect(tell_of_step)
        change_seen.connect(tell_of_look)
        register_people()
        register_contacts()
        register_desk_facts(facts_for_the_desk)
