from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PageCacheConfig(AppConfig):
    name = "portal.pagecache"

    def ready(self) -> None:
        from portal.kit.logs.requests import count_queries_of
        from portal.kit.postgres.alive import ask_by_socket
        from portal.pagecache import fragments, writes

        connection_created.connect(writes.watch)
        connection_created.connect(count_queries_of)
        connection_created.connect(ask_by_socket)
        request_started.connect(fragments.note_beginning)
        request_finished.connect(fragments.forget_beginning)
        # While tables are made, the generation may have none yet; nobody is answered then.
        pre_migrate.connect(writes.pause)
        post_migrate.connect(writes.resume)
