"""What the newsroom's lists and saves ask of the database at many articles, as each role."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.articles.models import Article
from portal.accounts.models import User
from portal.accounts.roles import Role

MAX_ROWS = 10
ROLES = {
    "phongvien": Role.REPORTER,
    "bientap": Role.EDITOR,
    "duyet": Role.PUBLISHER,
    "quantri": None,
}


@dataclass(frozen=True)
class Queries:
    """Queries of one page for each role; None where it is not theirs."""

    page: str
    queries: dict[str, int | None]
    counts_a_table: bool


def measure() -> list[Queries]:
    """Every list of the admin, and a save of the form of an article."""
    settings.STAFF_MFA_REQUIRED = False
    clients = {name: _signed_in(name, role) for name, role in ROLES.items()}
    found = [_list(model, clients) for model in admin.site._registry]
    return [*found, _save(clients)]


def _signed_in(name: str, role: Role | None) -> Client:
    user = User.objects.create_user(name, is_staff=True, is_superuser=role is None)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


def _queries(work: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        work()
    return [each["sql"] for each in queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def _list(model: Any, clients: dict[str, Client]) -> Queries:
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    numbers: dict[str, int | None] = {}
    counts = False
    for name, client in clients.items():
        if client.get(address).status_code != 200:
            numbers[name] = None
            continue
        statements = _queries(lambda client=client: client.get(address))
        numbers[name] = len(statements)
        counts |= any(sql.startswith("SELECT COUNT") and "LIMIT" not in sql for sql in statements)
    return Queries(model._meta.label, numbers, counts)


def _save(clients: dict[str, Client]) -> Queries:
    address = reverse("admin:articles_article_add")
    numbers: dict[str, int | None] = {}
    for name, client in clients.items():
        page = client.get(address)
        form = page.context["adminform"].form
        sent = {"title": f"Bài của {name}", "body": "<p>Nội dung</p>", "language": "vi"}
        for inline in page.context["inline_admin_formsets"]:
            prefix = inline.formset.prefix
            sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        sent |= {"summary": "Tóm tắt.", "section": form.fields["section"].queryset.first().pk}
        numbers[name] = len(_queries(lambda client=client, sent=sent: client.post(address, sent)))
        if not Article.objects.filter(title=sent["title"]).exists():
            raise SystemExit(f"The form refused an article of {name}.")
    return Queries("a new article, saved by its form", numbers, counts_a_table=False)


def as_markdown(found: list[Queries]) -> list[str]:
    """A table with a line for each page; what is over the limit or counts a table is marked."""
    return [
        "",
        f"Queries of the admin's lists (at most {MAX_ROWS}) and of a save, by role:",
        "",
        f"| page | {' | '.join(ROLES)} | counts a table |",
        f"| --- |{' ---: |' * len(ROLES)} --- |",
        *(
            f"| {each.page} | {' | '.join(_n(each.queries[name]) for name in ROLES)} |"
            f" {'yes' if each.counts_a_table else ''} |"
            for each in found
        ),
        "",
    ]


def _n(value: int | None) -> str:
    return "–" if value is None else str(value)
