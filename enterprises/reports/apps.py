from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "enterprises.reports"

    def ready(self) -> None:
        from enterprises.people.access import register_desk_facts
        from enterprises.reports.models.reporting_duty import facts_for_the_desk

        register_desk_facts(facts_for_the_desk)
