from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        # Connects the record to what Django and allauth tell of sign-ins.
        import portal.audit.signins

        # Lets what comes round by itself ask for its next turn.
        import portal.background.periodic

        # Lets the addresses of agencies and services be checked.
        import portal.department.elsewhere

        # Keeps due days in step with obligations and holidays.
        import portal.obligations.reckoning

        # Keeps the body of today in step with the successions.
        import portal.organisations.today  # noqa: F401
        from portal.consultations.personal import register_comments
        from portal.mails.personal import register_letters
        from portal.newsroom.gate import add_rule
        from portal.questions.answer import Answer
        from portal.questions.gate_rule import who_asked
        from portal.questions.personal import register_questions

        # What is kept of a person is told and erased area by area.
        register_letters()
        register_comments()
        register_questions()
        add_rule(Answer.KIND, who_asked)


class PortalAdminConfig(AdminConfig):
    """The one admin site, at /admin/, with our sign-in and our work desk."""

    default_site = "portal.site.adminsite.PortalAdminSite"
