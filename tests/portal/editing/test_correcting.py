"""Correcting in the admin: typed with a change, reviewed with it, its earlier text closed later."""

import pytest

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.publishing import changes, services
from portal.publishing.models import Correction, Publication, State
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db

NOTE = "Là 35, không phải 53."


def address(article):
    return f"/admin/news/article/{article.pk}/change/"


def correction():
    article = builders.article(body="<p>53</p>")
    article.correction, article.body = NOTE, "<p>35</p>"
    services.save(article, by=None)
    return Correction.objects.latest("at")


def test_the_note_is_typed_with_the_change_and_read_by_who_approves(client):
    article = builders.article()
    client.force_login(builders.editor())
    client.post(address(article), typed(article, correction=NOTE, _step="submitted"))
    assert changes.pending_version(article).data["fields"]["correction"] == NOTE
    client.force_login(builders.publisher())
    assert NOTE in client.get(address(article)).text
    assert NOTE in client.get(f"/admin/news/article/{article.pk}/so-sanh/").text
    fresh = Article.objects.get()
    client.post(address(article), typed(fresh, correction=NOTE, _step="published"))
    assert [row.text for row in Correction.objects.all()] == [NOTE]
    assert 'name="correction"' in client.get(address(article)).text
    assert NOTE not in client.get(address(article)).text


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_what_nobody_has_read_has_nothing_to_correct(client, state):
    client.force_login(builders.publisher())
    article = builders.article(state=state)
    assert 'name="correction"' not in client.get(address(article)).text
    assert 'name="correction"' not in client.get("/admin/news/article/add/").text


def test_a_private_number_in_the_note_is_pointed_out(client):
    article = builders.article()
    client.force_login(builders.editor())
    client.post(address(article), typed(article, correction="Gọi số 0912 345 678"))
    page = client.get(address(article)).text
    assert "091•••••78" in page


@pytest.mark.parametrize(("closed", "warns"), [({}, True), ({"hides_earlier": "on"}, False)])
def test_a_private_number_that_comparing_would_show_is_pointed_out(client, closed, warns):
    article = builders.article(body="<p>Gọi số 0912 345 678</p>")
    client.force_login(builders.editor())
    fields = {"correction": "Bỏ số riêng", "body": "<p>Gọi cơ quan</p>"} | closed
    client.post(address(article), typed(article, **fields))
    page = client.get(address(article)).text
    assert ("091•••••78" in page) is warns
    assert ("#id_hides_earlier" in page) is warns


def test_the_earlier_text_is_not_closed_without_a_word_on_what_was_corrected(client):
    article = builders.article(body="<p>Gọi số 0912 345 678</p>")
    client.force_login(builders.editor())
    sent = typed(article, body="<p>Gọi cơ quan</p>", hides_earlier="on", correction=" ")
    answer = client.post(address(article), sent)
    assert list(answer.context["adminform"].form.errors) == ["correction"]
    assert "vẫn mở được bản trước và tệp cũ" in answer.text
    assert changes.open_change(article) is None
    client.post(address(article), sent | {"correction": "Đã bỏ một số điện thoại riêng"})
    assert changes.pending_version(article).data["fields"]["hides_earlier"] is True


def test_bringing_back_an_old_version_does_not_tell_its_note_again(client):
    article = correction().publication
    client.force_login(builders.editor())
    brought = f"/admin/news/article/{article.pk}/khoi-phuc/"
    client.post(brought, {"number": "2"})
    assert changes.pending_version(article).data["fields"]["correction"] == ""
    client.post(address(article), typed(Article.objects.get(), correction="Nữa"))
    kept = changes.pending_version(article).number
    client.post(address(article), typed(Article.objects.get(), correction=""))
    client.post(brought, {"number": str(kept)})
    assert changes.pending_version(article).data["fields"]["correction"] == "Nữa"


def test_a_publisher_closes_the_earlier_text_and_it_is_written_down(client):
    row = correction()
    client.force_login(builders.publisher())
    page = f"/admin/portal/correction/{row.pk}/change/"
    assert client.get(page).status_code == 200
    client.post(page, {"hides_earlier": "on", "text": "Khác"})
    row.refresh_from_db()
    assert (row.hides_earlier, row.text) == (True, NOTE)
    assert client.get(row.comparison_path).status_code == 404
    assert AuditEntry.objects.filter(action="changed", new__hides_earlier=True).count() == 1


def test_others_look_and_reporters_do_not(client):
    row = correction()
    page = f"/admin/portal/correction/{row.pk}/change/"
    client.force_login(builders.editor())
    assert client.get(page).status_code == 200
    assert client.post(page, {"hides_earlier": "on"}).status_code == 403
    row.refresh_from_db()
    assert not row.hides_earlier
    client.force_login(builders.reporter())
    assert client.get(page).status_code == 403
    client.force_login(builders.publisher())
    assert client.get("/admin/portal/correction/add/").status_code == 403
    assert client.get(f"/admin/portal/correction/{row.pk}/delete/").status_code == 403


def test_the_list_says_whether_readers_see_the_earlier_text(client):
    row = correction()
    client.force_login(builders.editor())
    page, rows = f"/admin/portal/correction/{row.pk}/change/", "/admin/portal/correction/"
    assert "không cho xem" not in client.get(page).text
    assert NOTE in client.get(f"{rows}?ban-truoc=xem-duoc").text
    assert NOTE not in client.get(f"{rows}?ban-truoc=khong-cho-xem").text
    # Readers see no text of a page that was withdrawn.
    Publication.objects.update(state="withdrawn")
    assert "cho xem" not in client.get(page).text
    assert NOTE not in client.get(f"{rows}?ban-truoc=xem-duoc").text
    Correction.objects.update(hides_earlier=True)
    assert "không cho xem" in client.get(page).text
    assert NOTE in client.get(f"{rows}?ban-truoc=khong-cho-xem").text


def test_the_list_says_so_of_earlier_corrections_that_a_later_one_closes(client):
    first = correction()
    article = Article.objects.get()
    article.correction, article.body, article.hides_earlier = "Nữa", "<p>36</p>", True
    services.save(article, by=None)
    client.force_login(builders.editor())
    page, rows = f"/admin/portal/correction/{first.pk}/change/", "/admin/portal/correction/"
    assert "không cho xem" in client.get(page).text
    assert NOTE not in client.get(f"{rows}?ban-truoc=xem-duoc").text
    assert NOTE in client.get(f"{rows}?ban-truoc=khong-cho-xem").text


def test_who_may_close_it_reads_whether_it_is_closed_by_something_else(client):
    first = correction()
    client.force_login(builders.publisher())
    page = f"/admin/portal/correction/{first.pk}/change/"
    shown = client.get(page).text
    assert 'name="hides_earlier"' in shown
    assert "không cho xem, vì" not in shown
    article = Article.objects.get()
    article.correction, article.body, article.hides_earlier = "Nữa", "<p>36</p>", True
    services.save(article, by=None)
    assert "không cho xem, vì đính chính sau hoặc vì trang đã bị gỡ" in client.get(page).text


def test_a_publisher_of_other_sections_only_looks(client):
    row = correction()
    publisher = builders.publisher()
    publisher.sections.add(builders.section("Khác"))
    client.force_login(publisher)
    page = f"/admin/portal/correction/{row.pk}/change/"
    assert client.post(page, {"hides_earlier": "on"}).status_code == 403
    row.refresh_from_db()
    assert not row.hides_earlier


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_there_are(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        correction()
    client.force_login(builders.publisher())
    client.get("/admin/portal/correction/")
    with django_assert_num_queries(5):
        assert client.get("/admin/portal/correction/").status_code == 200
