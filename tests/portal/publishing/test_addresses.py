import pytest
from django.core.exceptions import ValidationError

from news.articles.models import Article
from portal.publishing import services
from portal.publishing.models import Redirect
from portal.publishing.models.addresses import free_slug
from portal.publishing.models.kinds import admin_address
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_slug_folds_every_vietnamese_letter():
    assert (
        builders.article("Mật độ điện thoại Đà Nẵng").path == "/tin-tuc/mat-do-dien-thoai-da-nang/"
    )


def test_a_second_article_of_the_same_title_gets_a_number():
    builders.article("Giao ban")
    assert builders.article("Giao ban").slug == "giao-ban-2"


@pytest.mark.parametrize("slug", ["2007", "rss-xml", "chuyen-muc", "dang-ky", "cam-ket"])
def test_words_of_the_site_and_bare_years_are_refused_as_slugs(slug):
    with pytest.raises(ValidationError) as refused:
        builders.article(slug=slug)
    assert list(refused.value.error_dict) == ["slug"]


def test_of_a_hundred_of_one_title_the_next_asks_few_queries(django_assert_num_queries):
    first = builders.article("Giao ban")
    taken = [Article.path_of(f"giao-ban-{number}") for number in range(2, 151)]
    Redirect.objects.bulk_create(Redirect(old_path=path, publication=first) for path in taken)
    with django_assert_num_queries(4):
        assert free_slug(Article, "Giao ban") == "giao-ban-151"
    Redirect.objects.filter(old_path=taken[48]).delete()
    assert free_slug(Article, "Giao ban") == "giao-ban-50"
    assert free_slug(Article, "Giao ban", but=first.pk) == "giao-ban"
    with django_assert_num_queries(1):
        assert free_slug(Article, "Họp") == "hop"


def test_a_title_that_is_a_year_gets_another_address():
    assert builders.article("2007").slug == "2007-2"


def test_a_changed_address_leads_on_from_the_old_one(client):
    article = builders.article("Cũ")
    article.slug = "moi-hon"
    services.save(article, by=None)
    response = client.get("/tin-tuc/cu/?in=1")
    assert (response.status_code, response["Location"]) == (301, "/tin-tuc/moi-hon/?in=1")


def test_a_chain_of_changes_is_one_step(client):
    article = builders.article("Một")
    for slug in ("hai", "ba"):
        article.slug = slug
        services.save(article, by=None)
    assert client.get("/tin-tuc/mot/")["Location"] == "/tin-tuc/ba/"
    assert client.get("/tin-tuc/hai/")["Location"] == "/tin-tuc/ba/"


def test_going_back_to_the_first_address_leaves_no_circle(client):
    article = builders.article("Một")
    for slug in ("hai", "mot"):
        article.slug = slug
        services.save(article, by=None)
    assert client.get("/tin-tuc/mot/").status_code == 200
    assert client.get("/tin-tuc/hai/")["Location"] == "/tin-tuc/mot/"
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/tin-tuc/hai/"]


def test_nobody_takes_over_an_address_that_somebody_may_still_have():
    article = builders.article("Một")
    article.slug = "hai"
    services.save(article, by=None)
    with pytest.raises(ValidationError):
        builders.article("Khác", slug="mot")
    assert builders.article("Một").slug == "mot-2"


def test_the_old_address_of_a_draft_tells_nothing(client):
    article = builders.article("Bí mật", state="draft")
    article.slug = "con-kin"
    services.save(article, by=None)
    assert client.get("/tin-tuc/bi-mat/").status_code == 404


def test_a_renamed_section_leads_on(client):
    section = builders.section("Thông báo")
    section.slug = "thong-bao-moi"
    section.save()
    response = client.get("/tin-tuc/chuyen-muc/thong-bao/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/tin-tuc/chuyen-muc/thong-bao-moi/",
    )


def test_a_section_of_another_kind_is_refused():
    shelf = builders.section()
    shelf.kind = "project"
    with pytest.raises(ValidationError):
        services.save(Article(title="Lạc chỗ", section=shelf), by=None)


def test_the_address_of_a_form_is_asked_by_kind_and_key():
    assert admin_address("article", 7) == "/admin/news/article/7/change/"
    assert admin_address("article", 7, view="delete") == "/admin/news/article/7/delete/"
    assert admin_address("article", 7, view="khong-co") == ""
    assert admin_address("khong-co", 7) == ""
