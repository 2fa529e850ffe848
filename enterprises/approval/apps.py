from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "enterprises.approval"

    def ready(self) -> None:
        from django.core import checks

        from enterprises.approval.fields_at_once import check_fields_at_once
        from enterprises.approval.letters import send_transition_letter
        from portal.publishing.signals import transitioned

        checks.register(check_fields_at_once)
        transitioned.connect(send_transition_letter)
