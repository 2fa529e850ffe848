"""Which connection a query takes that names none."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import router
from django.db.models import Model


class _Everything:
    def __init__(self, alias: str) -> None:
        self.alias = alias

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        return self.alias

    db_for_write = db_for_read


@contextmanager
def everything_on(alias: str) -> Iterator[None]:
    """Let each query inside that names no connection take this one."""
    rule = _Everything(alias)
    router.routers.insert(0, rule)
    try:
        yield
    finally:
        router.routers.remove(rule)
