"""The one rule of the whole site: what anybody may read at a moment, in queries and of a row."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from portal.kit.samples import is_shown, sample_rule
from portal.publishing.models.state import State

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication

# The columns by which a row knows whether it is public; who reads few columns reads these.
VISIBILITY_FIELDS: Final = (
    "state", "published_at", "expires_at", "lapses_at", "parent_page", "is_sample",
)  # fmt: skip
# Asked only of the few pages that are shown with another, one by one: for an EXISTS PostgreSQL may
# read all public pages of the site into a table first.
_ON_ITS_PAGE: Final = (
    "({page} IS NULL OR COALESCE((SELECT true FROM {table} page_above"
    " WHERE page_above.id = {page} AND {in_its_time}), false))"
)


def public_rule(at: datetime, prefix: str = "") -> Q:
    """Return the rule of what anybody may read at a moment.

    `prefix` leads from other rows to their publication, such as "source__".
    """
    return Q(_IsPublic(at, prefix))


class HiddenReason(Enum):
    """What keeps a page from readers; it may have several of them."""

    UNPUBLISHED = auto()
    SAMPLE = auto()
    TO_COME = auto()
    EXPIRED = auto()
    LAPSED = auto()
    # The page that it is a piece of is hidden.
    PARENT = auto()


def hidden_reasons(page: "Publication", at: datetime) -> Iterator[HiddenReason]:
    """Yield what keeps a page from readers at a moment; nothing where anybody may read it."""
    if page.state != State.PUBLISHED or page.published_at is None:
        yield HiddenReason.UNPUBLISHED
    if not is_shown(is_sample=page.is_sample):
        yield HiddenReason.SAMPLE
    if page.published_at is not None and page.published_at > at:
        yield HiddenReason.TO_COME
    if page.expires_at is not None and page.expires_at <= at:
        yield HiddenReason.EXPIRED
    if page.lapses_at is not None and page.lapses_at <= at:
        yield HiddenReason.LAPSED
    if page.parent_page is not None and not page.parent_page.is_public:
        yield HiddenReason.PARENT


def hidden_rules(at: datetime) -> dict[HiddenReason, Q]:
    """Return the rules of which pages are hidden by themselves at a moment, by reason.

    Each by itself is found by an index. Pieces of such pages are hidden with them.
    """
    live = Q(state=State.PUBLISHED)
    rules = {
        HiddenReason.UNPUBLISHED: ~live,
        HiddenReason.TO_COME: live & Q(published_at__gt=at),
        HiddenReason.EXPIRED: Q(expires_at__lte=at),
        HiddenReason.LAPSED: Q(lapses_at__lte=at),
    }
    if facts_only := sample_rule():
        rules[HiddenReason.SAMPLE] = ~facts_only
    return rules


def has_come_out(state: str, published_at: datetime | None, at: datetime) -> bool:
    """Return whether a page was let out and its hour has come, whether or not it has ended."""
    return state == State.PUBLISHED and published_at is not None and published_at <= at


def come_out_rule(at: datetime, prefix: str = "") -> Q:
    """Return the rule of `has_come_out` for queries; `prefix` as above."""
    return Q(**{f"{prefix}state": State.PUBLISHED, f"{prefix}published_at__lte": at})


class _IsPublic(Func):
    """The rule as one expression of six columns.

    As conditions of Django's own, thirty that it copies, resolves and compiles for each query, the
    rule was most of what a query of a reader's page cost.
    """

    output_field = BooleanField()

    def __init__(self, at: datetime, prefix: str) -> None:
        super().__init__(*(F(f"{prefix}{name}") for name in VISIBILITY_FIELDS))
        self._at = at

    def as_sql(  # type: ignore[override]  # none of a function's words
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_words: Any
    ) -> tuple[str, list[Any]]:
        sources = dict(zip(VISIBILITY_FIELDS, self.get_source_expressions(), strict=True))
        columns = {name: compiler.compile(each)[0] for name, each in sources.items()}
        # Of the key that the column holds.
        table = sources["parent_page"].output_field.model._meta.db_table
        above = {name: f"page_above.{name}" for name in VISIBILITY_FIELDS}
        on_its_page = _ON_ITS_PAGE.format(
            page=columns["parent_page"],
            table=connection.ops.quote_name(table),
            in_its_time=_in_its_time(above),
        )
        params = [State.PUBLISHED.value, self._at, self._at, self._at]
        return f"({_in_its_time(columns)} AND {on_its_page})", params * 2


def _in_its_time(columns: Mapping[str, str]) -> str:
    """Return the condition of one row, of four parameters: the state, and thrice the moment."""
    conditions = [
        "{state} = %s",
        "{published_at} <= %s",
        "({expires_at} IS NULL OR {expires_at} > %s)",
        "({lapses_at} IS NULL OR {lapses_at} > %s)",
    ]
    if not is_shown(is_sample=True):
        conditions.append("NOT {is_sample}")
    return " AND ".join(conditions).format(**columns)
