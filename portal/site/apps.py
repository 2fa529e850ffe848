from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    verbose_name = _("The site")


class PortalAdminConfig(AdminConfig):
    """The one admin site, at /admin/, with our sign-in and our work desk."""

    default_site = "portal.site.adminsite.PortalAdminSite"
