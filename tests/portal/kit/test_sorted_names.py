"""Topics, authors and sources, and their lists, go by the Vietnamese alphabet."""

from importlib import import_module
from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from enterprises.profiles.models import Sector
from news.articles.models import Author, Source
from portal.kit.sorted_names import fill_sort_keys
from portal.kit.text.sorting import sort_key
from portal.publishing.models import Section, Topic
from tests import builders

pytestmark = pytest.mark.django_db
# As bytes sort them, "Đ", "Ă" and "Ý" come last and "Zalo" before them all.
IN_ORDER = ["An toàn", "Ảnh số", "Ăng-ten", "Bưu chính", "Dữ liệu", "Đào tạo", "Ý kiến", "Zalo"]
KINDS = [Topic, Author, Source]


@pytest.mark.parametrize("model", KINDS)
def test_the_list_of_the_admin_goes_by_the_alphabet_both_ways(client, model):
    client.force_login(builders.publisher())
    for name in reversed(IN_ORDER):
        model.objects.create(name=name)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert [str(row) for row in client.get(address).context["cl"].result_list] == IN_ORDER
    backwards = client.get(address, {"o": "-1"}).context["cl"].result_list
    assert [str(row) for row in backwards] == IN_ORDER[::-1]


def test_a_new_name_moves_to_its_place():
    topic = Topic.objects.create(name="Zalo")
    Topic.objects.create(name="Bưu chính")
    topic.name = "Ăng-ten"
    topic.save(update_fields=["name"])
    assert [row.name for row in Topic.objects.all()] == ["Ăng-ten", "Bưu chính"]


@pytest.mark.parametrize("model", KINDS)
def test_rows_of_before_get_their_keys_when_tables_are_brought_up_to_date(model):
    names = ["Đào tạo", "Bưu chính"]
    model.objects.bulk_create([model(name=name, **slug_of(model, name)) for name in names])
    fill_sort_keys(sender=model._meta.app_config, using="default")
    assert {row.sort_key for row in model.objects.all()} == {sort_key(name) for name in names}


def slug_of(model, name):
    return {"slug": name[0]} if model is Topic else {}


@pytest.mark.parametrize("model", [*KINDS, Sector])
def test_a_name_typed_with_its_marks_apart_is_the_same_name(model):
    typed = normalize("NFD", "Nguyễn Thị Hà")
    model.objects.create(name=typed)
    assert model.objects.get().name == "Nguyễn Thị Hà"
    with pytest.raises(ValidationError) as refused:
        model(name=typed).full_clean()
    assert "name" in refused.value.error_dict


def bring_names_into_one_form(migration):
    with connection.cursor() as cursor:
        for operation in import_module(migration).Migration.operations:
            cursor.execute(operation.sql)


@pytest.mark.parametrize(
    ("model", "migration"),
    [
        (Author, "news.articles.migrations.0004_names_in_one_form"),
        (Source, "news.articles.migrations.0004_names_in_one_form"),
        (Topic, "portal.publishing.migrations.0015_names_in_one_form"),
        (Sector, "enterprises.profiles.migrations.0004_names_in_one_form"),
    ],
)
def test_names_of_before_typed_with_marks_apart_come_into_one_form(model, migration):
    """Where both forms are there already, both stay: nobody but people can join them."""
    alone, twin = (normalize("NFD", name) for name in ("Bưu chính", "Viễn thông"))
    rows = [model.objects.create(name=name) for name in ("a", "b", "Viễn thông")]
    for row, name in zip(rows, (alone, twin), strict=False):
        model.objects.filter(pk=row.pk).update(name=name)
    bring_names_into_one_form(migration)
    names = [model.objects.get(pk=row.pk).name for row in rows]
    assert names == ["Bưu chính", twin, "Viễn thông"]


def test_sections_that_share_a_name_have_it_in_one_form():
    section = builders.section("a")
    builders.section("Bưu chính", slug="khac")
    Section.objects.filter(pk=section.pk).update(name=normalize("NFD", "Bưu chính"))
    bring_names_into_one_form("portal.publishing.migrations.0015_names_in_one_form")
    assert {row.name for row in Section.objects.all()} == {"Bưu chính"}
