from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "enterprises.reports"
    verbose_name = _("Reports of enterprises")

    def ready(self) -> None:
        from enterprises.people.access import register_desk_facts
        from enterprises.reports.models.reporting_duty import facts_for_the_desk

        register_desk_facts(facts_for_the_desk)
