"""An agency that something names is not deleted, and who asks is told what that is."""

import pytest
from django.db import models
from django.db.models import PROTECT

from portal.organisations.models import Organisation
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


def delete_page(agency: Organisation) -> str:
    return f"/admin/portal/organisation/{agency.pk}/delete/"


@pytest.mark.parametrize("rows", [1, 3])
def test_who_deletes_one_is_told_what_names_it(client, django_assert_num_queries, rows):
    agency = Organisation.objects.create(name="Sở Tài chính", kind="state")
    for number in range(rows):
        projects.project(f"Dự án {number}", owner=agency)
    client.force_login(builders.publisher())
    client.get(delete_page(agency))
    with django_assert_num_queries(5):
        page = client.get(delete_page(agency)).text
    assert f"Dự án, chương trình (chủ trì): {rows}" in page
    assert client.post(delete_page(agency), {"post": "yes"}).status_code == 200
    assert Organisation.objects.filter(pk=agency.pk).exists()


def test_one_that_nothing_names_is_deleted(client):
    agency = Organisation.objects.create(name="Ghi nhầm", kind="state")
    client.force_login(builders.publisher())
    assert "Ghi nhầm" in client.get(delete_page(agency)).text
    assert client.post(delete_page(agency), {"post": "yes"}).status_code == 302
    assert not Organisation.objects.filter(pk=agency.pk).exists()


def test_whatever_names_an_agency_protects_it():
    """Else a deletion would take along what its page does not tell."""
    relations = [
        relation
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel)
    ]
    assert len(relations) > 8
    assert {relation.on_delete for relation in relations} == {PROTECT}
    assert not any(isinstance(relation, models.ManyToManyRel) for relation in relations)
