from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "news.documents"

    def ready(self) -> None:
        from news.documents.models import OfficialDocument
        from news.documents.publish_check import find_other_kinds
        from portal.editing.checks.texts import add_rule

        add_rule(OfficialDocument.KIND, find_other_kinds)
