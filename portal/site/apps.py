from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "portal.site"


class PortalAdminConfig(AdminConfig):
    """The one admin site, at /admin/, with our sign-in and our work desk."""

    default_site = "portal.site.adminsite.PortalAdminSite"
