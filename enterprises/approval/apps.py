from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "enterprises.approval"

    def ready(self) -> None:
        from enterprises.approval.letters import send_transition_letter
        from portal.publishing.signals import transitioned

        transitioned.connect(send_transition_letter)
