from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "news.notices"

    def ready(self) -> None:
        from news.notices.models import Notice
        from news.notices.publish_check import find_missing_terms
        from portal.editing.checks.texts import add_rule

        add_rule(Notice.KIND, find_missing_terms)
