"""Topics, authors and sources, and their lists, go by the Vietnamese alphabet."""

from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enterprises.profiles.models import Sector
from news.articles.models import Author, Source
from portal.kit.sorted_names import fill_sort_keys
from portal.kit.text.sorting import sort_key
from portal.publishing.models import Topic
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
