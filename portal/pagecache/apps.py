from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PageCacheConfig(AppConfig):
    name = "portal.pagecache"

    def ready(self) -> None:
        from portal.pagecache.writes import watch

        connection_created.connect(watch)
