"""What the form of a page shows at once: few fields, and the sections that hold something."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from portal.accounts.roles import Role
from portal.publishing import services
from portal.publishing.models import Section, State
from tests import builders
from tests.filling import fill
from tests.portal.editing.typing import form, typed
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}


def shown_at_once(page: str) -> list[str]:
    """The fields outside folded sections and rows to be added, as they stand."""
    main = page.partition('class="page-main"')[2].partition("<aside")[0]
    main = re.sub(r"<details>.*?</details>", "", main, flags=re.DOTALL)
    fields = re.findall(r'<(?:input|textarea|select)[^>]* name="([^"_][^"]*)"', main)
    return [name for name in fields if "__prefix__" not in name and "FORMS" not in name]


def test_a_daily_article_shows_at_most_six_fields(client):
    client.force_login(builders.reporter())
    page = client.get(reverse("admin:articles_article_add")).text
    assert shown_at_once(page) == ["title", "summary", "body", "section"]


def test_the_kind_of_a_section_stays_while_pages_stand_in_it():
    section = builders.section("Thông báo")
    page = builders.article("Tin", section=section)
    builders.english(page)
    section.full_clean()
    section.kind = "notice"
    with pytest.raises(ValidationError, match="Đã có trang trong chuyên mục này"):
        section.full_clean()
    page.section = None
    services.save(page, by=None)
    section.full_clean()


def test_a_section_with_something_in_it_is_open(client):
    article = builders.article(cover=builders.picture(), cover_alt="Hội trường", **BARE)
    client.force_login(builders.editor())
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).text
    assert "cover_alt" in shown_at_once(page)
    assert "author" not in shown_at_once(page)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cover": "picture"}, "cover_alt"),
        ({"published_at_1": "08:00"}, "published_at_0"),
        ({"slug": "a b"}, "slug"),
    ],
)
def test_an_error_opens_its_section_and_is_linked_from_the_top(client, wrong, field):
    picture = builders.picture()
    wrong = {name: picture.pk if value == "picture" else value for name, value in wrong.items()}
    client.force_login(builders.editor())
    page = client.post(reverse("admin:articles_article_add"), form(**wrong)).text
    assert field in shown_at_once(page)
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}"' in page


def test_an_hour_without_a_day_is_told_at_the_field(client):
    article = builders.article(**BARE)
    client.force_login(builders.editor())
    sent = typed(article, published_at_1="08:00")
    page = client.post(reverse("admin:articles_article_change", args=[article.pk]), sent)
    assert page.context["adminform"].form.errors["published_at"] == ["Hãy ghi cả ngày."]
    sent = typed(article, published_at_0="28/11/2099")
    page = client.post(reverse("admin:articles_article_change", args=[article.pk]), sent)
    assert page.context["adminform"].form.errors["published_at"] == ["Hãy ghi cả giờ, ví dụ 08:00."]


def test_a_document_is_asked_for_in_the_order_of_the_paper(client):
    client.force_login(builders.editor())
    page = client.get(reverse("admin:documents_officialdocument_add")).text
    assert shown_at_once(page) == [
        "number", "document_kind", "issuer", "issued_on", "title", "summary",
    ]  # fmt: skip
    assert "Trích yếu:" in page
    assert "Chuyên mục" not in page.partition('class="page-main"')[2].partition("<aside")[0]


def test_who_is_limited_to_sections_is_asked_for_one_everywhere(client):
    editor = builders.editor()
    editor.sections.add(builders.section())
    client.force_login(editor)
    page = client.get(reverse("admin:documents_officialdocument_add")).text
    assert "section" in shown_at_once(page)


def test_a_new_row_stands_last(client):
    programme = projects.programme(**BARE)
    for place in (1, 2):
        projects.task(programme, f"Nhiệm vụ {place}", position=place)
    client.force_login(builders.editor())
    address = reverse("admin:work_annualplan_change", args=[programme.pk])
    assert fill(client, address, {"tasks": [{"title": "Nhiệm vụ mới"}]}).status_code == 302
    assert list(programme.tasks.order_by("position").values_list("title", "position")) == [
        ("Nhiệm vụ 1", 1), ("Nhiệm vụ 2", 2), ("Nhiệm vụ mới", 3),
    ]  # fmt: skip


def test_a_choice_without_a_section_says_that_there_is_none(client):
    client.force_login(builders.reporter())
    address = reverse("admin:articles_article_add")
    message = "loại trang này chưa có chuyên mục nào"
    assert message in client.get(address).text
    builders.section("Viễn thông")
    page = client.get(address).text
    assert message not in page
    assert ">Viễn thông</option>" in page


def test_a_section_that_limits_people_is_not_deleted(client):
    shelf = builders.section("Bưu chính")
    person = builders.person("an", Role.EDITOR, last_name="Trần", first_name="An")
    person.sections.add(shelf)
    client.force_login(builders.publisher())
    address = reverse("admin:publishing_section_delete", args=[shelf.pk])
    assert "Trần An chỉ được làm việc trong chuyên mục “Bưu chính”" in client.get(address).text
    client.post(address, {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [shelf.pk], "post": "yes"}
    client.post(reverse("admin:publishing_section_changelist"), chosen)
    with pytest.raises(ProtectedError), transaction.atomic():
        Section.objects.filter(pk=shelf.pk).delete()
    assert list(person.sections.all()) == [shelf]
    person.sections.clear()
    client.post(address, {"post": "yes"})
    assert not Section.objects.exists()
