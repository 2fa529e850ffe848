from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "enterprises.approval"

    def ready(self) -> None:
        from django.core import checks

        from enterprises.approval.at_once import check_fields_at_once
        from enterprises.approval.notices import tell_of_look, tell_of_step
        from portal.publishing.signals import change_opened, transitioned

        checks.register(check_fields_at_once)
        transitioned.connect(tell_of_step)
        change_opened.connect(tell_of_look)
