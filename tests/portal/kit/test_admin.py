"""What the admins share: lists of any length, and rows that nobody writes or deletes here."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.core.paginator import Paginator
from django.urls import reverse

from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative
from enterprises.reports.models import EnterpriseReport
from portal.audit.models import AuditEntry
from portal.kit.admin import BoundedPaginator, LongListAdmin, ReadOnlyAdmin
from portal.organisations.models import Organisation
from portal.participation.questions.models import Question
from portal.publishing.models import ExternalAddress, QuoteNotice
from tests import builders

pytestmark = pytest.mark.django_db
READ_ONLY = [EnterpriseReport, Representative, AuditEntry, ExternalAddress, QuoteNotice, Question]


def superuser(rf):
    request = rf.get("/admin/")
    request.user = builders.person("quan-tri", is_superuser=True)
    return request


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.label)
def test_nobody_writes_where_there_is_only_reading(rf, model):
    """Not even a superuser; what goes on there goes by verbs of the domain."""
    seen = admin.site.get_model_admin(model)
    assert isinstance(seen, ReadOnlyAdmin)
    assert seen.get_model_perms(superuser(rf)) == {
        "add": False,
        "change": False,
        "delete": False,
        "view": True,
    }


def test_an_invitation_is_written_by_publishers_alone(rf):
    """It is the one list of people to which something is added by a form."""
    people = admin.site.get_model_admin(Invitation)
    may = {}
    for user in (builders.editor(), builders.publisher()):
        request = rf.get("/admin/")
        request.user = user
        may[user.username] = people.get_model_perms(request)
    assert may == {
        "bientap": {"add": False, "change": False, "delete": False, "view": True},
        "duyet": {"add": True, "change": False, "delete": False, "view": True},
    }


def test_all_long_lists_are_paged_alike():
    ours = [each for each in admin.site._registry.values() if isinstance(each, LongListAdmin)]
    assert len(ours) > 40
    unlike = {
        each.model._meta.label: (each.list_per_page, each.paginator)
        for each in ours
        if (each.list_per_page, each.paginator) != (50, BoundedPaginator)
    }
    # Pictures stand in rows of four; the record of changes knows its length without counting.
    assert set(unlike) == {"pictures.Picture", "audit.AuditEntry"}
    assert not any(each.show_full_result_count for each in ours)


def test_a_mark_for_yes_or_no_is_read_out_in_words(client):
    Organisation.objects.create(name="Sở A", is_related=True)
    Organisation.objects.create(name="Sở B")
    client.force_login(builders.editor())
    page = client.get("/admin/portal/organisation/").text
    assert 'alt="Có"' in page
    assert 'alt="Không"' in page
    assert 'alt="True"' not in page
    assert 'alt="False"' not in page


def test_no_list_counts_its_table():
    """Neither ours nor those of Django and of the sign-in library."""
    counting = {
        each.model._meta.label
        for each in admin.site._registry.values()
        if each.show_full_result_count or each.paginator is Paginator
    }
    assert counting == set()


@pytest.mark.parametrize("count", [1, 3])
def test_a_later_page_of_a_list_reads_no_rows_that_it_does_not_show(
    client, django_assert_num_queries, count
):
    made = [builders.article(f"Bài {number}") for number in range(50 + count)]
    client.force_login(builders.person("quan-tri", is_superuser=True))
    address = reverse("admin:articles_article_changelist")
    client.get(address)
    # Session, user, count, keys, rows, sections to filter by, those of the person.
    with django_assert_num_queries(8) as captured:
        page = client.get(address, {"p": "2"}).context["cl"].result_list
    assert [row.pk for row in page] == [row.pk for row in made[:count][::-1]]
    (skipping,) = [each["sql"] for each in captured if "OFFSET" in each["sql"]]
    assert "title" not in skipping.split("WHERE")[0]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_each_column_of_a_list_has_a_heading(rf, model):
    """Who hears the table is told of each cell by the heading above it."""
    shown = admin.site.get_model_admin(model)
    for name in shown.get_list_display(superuser(rf)):
        assert str(label_for_field(name, model, shown)).strip(), name
