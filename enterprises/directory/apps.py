from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "enterprises.directory"

    def ready(self) -> None:
        from enterprises.association.models import Association
        from enterprises.profiles.models import Enterprise
        from portal.links import registry
        from portal.publishing.models import heavy_columns

        # Lets the websites of enterprises and of their association be checked.
        registry.register(lambda: Enterprise.objects.public().defer(*heavy_columns()), "website")
        registry.register(Association.objects.all, "website")
