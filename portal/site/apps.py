from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "portal.site"

    def ready(self) -> None:
        from django.core import checks

        from portal.kit.sorted_names import fill_after_migrations
        from portal.kit.text.known_encodings import look_for_known_alone
        from portal.site.configuration import examine_configuration, examine_production
        from portal.site.doctor_units import examine_units
        from portal.site.health.database import check_connections
        from portal.site.plain_connections import examine_plain_connections

        # By `check --deploy` and doctor alone: a command that works says nothing of them.
        for check in (examine_configuration, examine_production, examine_units):
            checks.register(check, "configuration", deploy=True)
        checks.register(examine_plain_connections, "configuration", deploy=True)
        checks.register(check_connections, checks.Tags.database)
        fill_after_migrations()
        look_for_known_alone()
        # The admin's pages name the app of a table: to the staff that is its package.
        for config in apps.get_app_configs():
            package = config.name.partition(".")[0]
            if package in settings.ADMIN_PACKAGES:
                config.verbose_name = settings.ADMIN_PACKAGES[package]


class PortalAdminConfig(AdminConfig):
    """The one admin site, at /admin/, with our sign-in and our work desk."""

    default_site = "portal.site.adminsite.PortalAdminSite"
