"""Links of texts as references: found wherever a text is kept, whole when an address changes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.html import escape

from news.articles.models import Article
from portal.publishing import changes, links, loading, services, workflow
from portal.publishing.models import ExternalAddress, Link, State
from tests import builders

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}
AWAY = "https://example.vn/a?b=1&c=2"


def to(*addresses):
    return "".join(
        f'<p><a href="{escape(address)}">Đến {n}</a></p>' for n, address in enumerate(addresses)
    )


def linking(*addresses, title="Nguồn", **fields):
    return builders.article(title, body=to(*addresses), **fields)


def kept(article, **fields):
    rows = Link.objects.filter(source=article, **fields).order_by("id")
    return [(row.address, row.target_id, row.external and row.external.url) for row in rows]


def moved(article, slug):
    article.slug = slug
    return services.save(article, by=None)


@pytest.mark.parametrize(
    "address", ["/tin-tuc/dich/", "/tin-tuc/dich", "/tin-tuc/dich/?in=1#cuoi", "../dich/"]
)
def test_a_link_to_a_page_is_kept_as_a_reference_to_it(address):
    target = builders.article("Đích")
    assert kept(linking(address)) == [(address, target.pk, None)]


@pytest.mark.parametrize("host", ["http://127.0.0.1:8000", "HTTPS://127.0.0.1:8000"])
def test_an_address_with_our_own_host_is_one_of_ours(host, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    target = builders.article("Đích")
    assert kept(linking(f"{host}/tin-tuc/dich/?in=1")) == [("/tin-tuc/dich/?in=1", target.pk, None)]


def test_an_old_address_refers_to_the_page_that_moved():
    target = moved(builders.article("Đích"), "dich-moi")
    assert kept(linking("/tin-tuc/dich/")) == [("/tin-tuc/dich/", target.pk, None)]


@pytest.mark.django_db(transaction=True)
def test_two_texts_with_one_foreign_address_are_saved_at_one_moment():
    linking(AWAY, title="Một")

    def save_meanwhile():
        try:
            # A bundle goes on to the next page while others save theirs.
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return kept(linking(AWAY, title="Ba", **BARE))
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        linking(AWAY, title="Hai", **BARE)
        assert pool.submit(save_meanwhile).result() == [(AWAY, None, AWAY)]


def test_a_foreign_address_is_kept_once_for_all_pages():
    one = linking(AWAY + "#muc", title="Một")
    two = linking(AWAY, title="Hai")
    assert kept(one) == [(AWAY + "#muc", None, AWAY)]
    assert kept(two) == [(AWAY, None, AWAY)]
    assert ExternalAddress.objects.count() == 1


def test_fixed_places_sections_and_mail_are_no_references(settings):
    section = builders.section("Viễn thông")
    article = linking("/", "/quy-hoach/", section.path, "mailto:a@example.vn", "tel:113", "#cuoi")
    assert kept(article) == []


def test_a_link_to_nothing_of_ours_is_kept_as_one():
    assert kept(linking("/tin-tuc/khong-co/")) == [("/tin-tuc/khong-co/", None, None)]


def test_a_text_saved_again_keeps_what_stayed_and_drops_what_went():
    target = builders.article("Đích")
    article = linking("/tin-tuc/dich/", AWAY, **BARE)
    (first, _) = Link.objects.order_by("id").values_list("pk", flat=True)
    article.body = to("/tin-tuc/dich/", "https://example.vn/khac")
    services.save(article, by=None)
    assert kept(article) == [
        ("/tin-tuc/dich/", target.pk, None),
        ("https://example.vn/khac", None, "https://example.vn/khac"),
    ]
    assert Link.objects.order_by("id").first().pk == first


def test_links_of_a_waiting_change_stand_beside_the_live_ones_until_it_ends():
    editor = builders.editor()
    article = linking("https://example.vn/cu")
    article.body = to("https://example.vn/moi")
    services.save(article, by=editor)
    old, new = [("https://example.vn/" + name,) * 1 for name in ("cu", "moi")]
    assert [row[:1] for row in kept(article, is_pending=False)] == [old]
    assert [row[:1] for row in kept(article, is_pending=True)] == [new]
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher())
    assert [row[:1] for row in kept(article)] == [new]
    assert kept(article, is_pending=True) == []


def test_a_discarded_change_takes_its_links_with_it():
    editor = builders.editor()
    article = linking("https://example.vn/cu")
    article.body = to("https://example.vn/moi")
    services.save(article, by=editor)
    workflow.transition(article, to=State.DISCARDED, by=editor)
    assert changes.open_change(article) is None
    assert [row[0] for row in kept(article)] == ["https://example.vn/cu"]


def test_readers_get_the_address_of_today_and_the_text_stays_as_it_was(client):
    target = builders.article("Đích")
    article = linking("/tin-tuc/dich/?in=1&x=2#cuoi", AWAY)
    moved(target, "dich-moi")
    page = client.get(article.path).text
    assert 'href="/tin-tuc/dich-moi/?in=1&amp;x=2#cuoi"' in page
    assert escape(AWAY) in page
    article.refresh_from_db()
    assert "/tin-tuc/dich/?in=1" in article.body


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DRAFT])
def test_the_new_address_of_a_page_that_readers_do_not_see_is_told_nowhere(client, state):
    target = builders.article("Đích")
    source = linking("/tin-tuc/dich/")
    workflow.transition(target, to=State.WITHDRAWN, by=None)
    if state != State.WITHDRAWN:
        workflow.transition(target, to=state, by=None)
    moved(target, "ket-luan-thanh-tra")
    page = client.get(source.path).text
    assert 'href="/tin-tuc/dich/"' in page
    assert "ket-luan-thanh-tra" not in page
    workflow.transition(target, to=State.PUBLISHED, by=None)
    assert 'href="/tin-tuc/ket-luan-thanh-tra/"' in client.get(source.path).text


@pytest.mark.parametrize("number", [1, 3])
def test_showing_links_takes_one_query_for_all_of_them(number, django_assert_num_queries):
    targets = [builders.article(f"Đích {n}") for n in range(number)]
    article = linking(*[target.path for target in targets])
    with django_assert_num_queries(1):
        links.text_of(article)


def test_showing_a_text_without_own_links_takes_none(django_assert_num_queries):
    article = linking(AWAY, "mailto:a@example.vn", "#cuoi")
    with django_assert_num_queries(0):
        assert links.text_of(article) == article.body


@pytest.mark.parametrize("number", [1, 3])
def test_a_save_that_changes_no_link_takes_one_query_more(number, django_assert_num_queries):
    builders.article("Đích")
    article = linking(*["/tin-tuc/dich/", AWAY, AWAY + "3"][:number], **BARE)
    with django_assert_num_queries(1):
        links.store(article, article.body, is_pending=False)


def test_pages_loaded_by_copy_have_their_links_those_to_each_other_too():
    def new(title, body):
        article = Article(
            title=title, body=body, state=State.PUBLISHED, published_at=builders.FEBRUARY
        )
        article.derive()
        return article

    one, two = new("Một", to("/tin-tuc/hai/", AWAY)), new("Hai", "<p>Không</p>")
    loading.load([one, two], topics=[[], []])
    assert kept(one) == [("/tin-tuc/hai/", two.pk, None), (AWAY, None, AWAY)]
    assert kept(two) == []


def test_find_links_fills_the_table_for_pages_of_before_and_again_changes_nothing():
    target, article = builders.article("Đích"), linking("/tin-tuc/dich/", AWAY)
    before = kept(article)
    Link.objects.all().delete()
    call_command("find_links", verbosity=0)
    call_command("find_links", verbosity=0)
    assert kept(article) == before
    assert kept(target) == []


def test_who_points_to_a_page_is_told_once_each_and_not_from_the_bin():
    target = builders.article("Đích", body=to("/tin-tuc/dich/"))
    linking("/tin-tuc/dich/", "/tin-tuc/dich/?a=1", title="Hai lần")
    binned = linking("/tin-tuc/dich/", title="Trong thùng rác", **BARE)
    workflow.transition(binned, to=State.BINNED, by=builders.editor(), comment="Thừa")
    assert [page.title for page in links.pages_linking_to(target)] == ["Hai lần"]
