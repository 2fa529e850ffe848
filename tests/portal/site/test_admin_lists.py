"""Every list of the admin as each role, from the registry, so that no new one is forgotten."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.events.models import Slot
from portal.accounts.models import User
from portal.department.models import Post, Unit
from portal.publishing.models import Publication, Section
from projects.indicators.models import Series
from projects.work.models import Milestone
from tests import builders
from tests.admin_rows import ROWS
from tests.projects import builders as projects
from tests.sampling import params

pytestmark = pytest.mark.django_db

MAX_ROWS = 10
ROLES: dict[str, Callable[[], Any]] = {
    "phongvien": builders.reporter,
    "bientap": builders.editor,
    "duyet": builders.publisher,
    "quantri": lambda: builders.person("quantri", is_superuser=True),
}


# Kept by hand: as many rows as the office has people, rules and headings, and cheap to count.
FEW = {
    "account.emailaddress", "auth.group", "events.eventseries", "profiles.locality",
    "profiles.sector",
    "association.association", "association.associationpost",
    "accounts.secondstep", "articles.author", "documents.documentkind",
    "articles.source", "search.abbreviation", "emergency.dutycontact", "emergency.emergencynotice",
    "obligations.obligation", "organisations.organisation", "published_index.publisheditem",
    "publishing.section", "obligations.specialday", "publishing.topic", "accounts.user",
}  # fmt: skip
LISTS = {model._meta.label_lower: model for model in admin.site._registry}
# Those of one record lead to it, and are lists only while there is none.
LONG = [
    label
    for label, model in LISTS.items()
    if not getattr(admin.site.get_model_admin(model), "is_of_one_record", False)
]


def address_of(label: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def queries_of(client: Client, address: str) -> list[str] | None:
    """The queries of a list that was opened before; None where it is not this person's."""
    if client.get(address).status_code == 403:
        return None
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_every_list_is_tried():
    assert set(ROWS) == set(LISTS)


@pytest.fixture
def staff() -> dict[str, Client]:
    """A client of each role of the staff."""
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        client.force_login(ROLES[role]())
    return clients


@pytest.mark.parametrize("label", params(sorted(LONG), one_in=14))
def test_a_list_asks_the_same_few_queries_at_one_row_and_at_three(staff, label):
    ROWS[label](1)
    few = {role: queries_of(client, address_of(label)) for role, client in staff.items()}
    ROWS[label](2)
    ROWS[label](3)
    many = {role: queries_of(client, address_of(label)) for role, client in staff.items()}
    for role in ROLES:
        assert (few[role] is None) == (many[role] is None), role
        queries = many[role] or []
        assert len(queries) == len(few[role] or []), role
        assert len(queries) <= MAX_ROWS, role
        if label not in FEW:
            # Counted up to a bound, or known from the newest number; never the whole table.
            counts = [sql for sql in queries if sql.upper().startswith("SELECT COUNT")]
            assert [sql for sql in counts if "LIMIT" not in sql.upper()] == [], role


# The lists that grow with the years; a query more is noticed here.
QUERIES = {
    "profiles.enterprise": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "infrastructure.infrastructurelisting": {
        "phongvien": 7,
        "bientap": 7,
        "duyet": 7,
        "quantri": 6,
    },
    "events.event": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "products.product": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "documents.officialdocument": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "notices.notice": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "procedures.procedure": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "articles.article": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "questions.answer": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "consultations.consultation": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "publishing.englishversion": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "department.page": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "work.annualplan": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "indicators.indicator": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 6},
    "plans.masterplan": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
    "work.project": {"phongvien": 8, "bientap": 8, "duyet": 8, "quantri": 7},
}


def test_no_list_of_publications_is_forgotten():
    assert set(QUERIES) == {name for name in LISTS if issubclass(LISTS[name], Publication)}


@pytest.mark.parametrize("label", params(QUERIES, one_in=5))
def test_a_list_of_publications_asks_so_many_queries(staff, label):
    ROWS[label](1)
    found = {
        role: len(queries_of(client, address_of(label)) or ()) for role, client in staff.items()
    }
    assert found == QUERIES[label]


# Lists that grow with the years, but for the pages of the department: as many as it has parts.
LONG_ORDERS = {
    *QUERIES, "audit.auditentry", "pictures.picture", "questions.question",
} - {"department.page"}  # fmt: skip


def columns_in_order(model: Any) -> set[str]:
    """The columns of which an index without a condition has all rows of the list in order."""
    known = {"pk"} | {field.name for field in model._meta.fields if field.unique}
    for own in (model, *model._meta.all_parents):
        for index in own._meta.indexes:
            names = [name.removeprefix("-") for name in index.fields if index.condition is None]
            known.update(names[1:2] if own is Publication and names[:1] == ["kind"] else names[:1])
    return known


def test_a_heading_of_a_long_list_sorts_by_what_an_index_has_in_order(rf):
    """Any other one reads and sorts the whole table at each page."""
    request = rf.get("/")
    request.user = builders.person("quantri", is_superuser=True)
    found = set()
    for label in LONG_ORDERS:
        shown = admin.site.get_model_admin(LISTS[label]).get_changelist_instance(request)
        columns = {shown.get_ordering_field(name) for name in shown.list_display} - {None}
        found |= {(label, each) for each in columns - columns_in_order(LISTS[label])}
    assert found == set()


@pytest.mark.parametrize(
    "label", ["feedback.pagefeedback", "pictures.picture", "questions.question"]
)
def test_an_index_gives_a_list_in_the_order_in_which_it_opens(rf, label):
    """Also with all that its rows show: what is worked out is so for those that are shown."""
    request = rf.get("/")
    request.user = builders.editor()
    shown = admin.site.get_model_admin(LISTS[label]).get_changelist_instance(request)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = shown.queryset[: shown.list_per_page].explain()
    assert [line for line in plan.splitlines() if "Sort " in line] == []


def choices_of(model_admin: Any, request: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a form and of its rows that list records to choose from, with the records."""
    fields = [*model_admin.get_form(request).base_fields.items()]
    for inline in model_admin.get_inline_instances(request):
        fields += inline.get_formset(request).form.base_fields.items()
    for name, field in fields:
        widget = getattr(field.widget, "widget", field.widget)
        lists = isinstance(widget, forms.Select | forms.CheckboxSelectMultiple)
        searches = isinstance(widget, AutocompleteMixin)
        if isinstance(field, forms.ModelChoiceField) and lists and not searches:
            yield name, field.queryset


# Of these there are no more than a hundred: Section, Unit and Post refuse more, roles are a
# handful, and of all rights the form offers a few; a form for a new indicator offers no series of
# others, nor one for a new project milestones of others, nor one for no request slots. The choice
# of a colleague ends by itself (`portal.accounts.choosing`).
BOUNDED: dict[Any, Callable[[Any], bool]] = {
    Section: lambda rows: True,
    Unit: lambda rows: True,
    Post: lambda rows: True,
    Group: lambda rows: True,
    User: lambda rows: True,
    Permission: lambda rows: rows.count() <= 100,
    Series: lambda rows: rows.query.is_empty(),
    Milestone: lambda rows: rows.query.is_empty(),
    Slot: lambda rows: rows.query.is_empty(),
}


def test_no_choice_lists_more_than_a_hundred_records(rf):
    request = rf.get("/")
    request.user = builders.person("quantri", is_superuser=True)
    long = [
        (model._meta.label, name, rows.model.__name__)
        for model, model_admin in admin.site._registry.items()
        for name, rows in choices_of(model_admin, request)
        if not BOUNDED.get(rows.model, lambda rows: False)(rows)
    ]
    assert long == []


def test_no_filter_lists_more_than_a_hundred_records():
    long = [
        (model._meta.label, each)
        for model, model_admin in admin.site._registry.items()
        for each in model_admin.list_filter
        if isinstance(each, str) and model._meta.get_field(each).is_relation
        if model._meta.get_field(each).related_model is not Group
    ]
    assert long == []


def test_a_form_offers_the_series_of_its_own_indicator(client):
    own, other = projects.indicator("Mật độ"), projects.indicator("Số máy")
    Series.objects.create(indicator=own, name="Cố định", is_main=False)
    Series.objects.create(indicator=other, name="Di động", is_main=False)
    client.force_login(builders.editor())
    page = client.get(f"/admin/projects/indicator/{own.pk}/change/").text
    assert "Cố định" in page
    assert "Di động" not in page


def test_a_filter_offers_the_first_hundred_sections_of_its_own_kind(client):
    client.force_login(builders.editor())
    for number in range(101):
        builders.section(f"Mục {number}")
    Section.objects.create(kind="project", name="Của dự án")
    page = client.get(address_of("articles.article")).text
    assert page.count("?section__id__exact=") == 100
    assert "Của dự án" not in page


def test_a_kind_has_a_hundred_sections_at_most():
    for number in range(100):
        builders.section(f"Mục {number}")
    with pytest.raises(ValidationError, match="100 chuyên mục"):
        Section(kind="article", name="Một nữa").full_clean(exclude=["path"])
    Section.objects.first().full_clean()
