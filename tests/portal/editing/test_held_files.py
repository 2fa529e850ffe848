"""A file chosen in a form that could not be saved is kept, for who chose it and for a day."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.editing import held_files
from portal.editing.live_form import LiveFormMixin
from portal.editing.tasks import forget_held_files
from portal.publishing import changes
from portal.publishing.models import Attachment
from tests import builders
from tests.portal.editing.autosaving import KEEP, mark
from tests.portal.editing.typing import form, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADD = reverse("admin:articles_article_add")
ROW = {"attachments-TOTAL_FORMS": "1", "attachments-0-name": "Báo cáo", "attachments-0-position": 0}


def chosen(name="bao-cao.txt", content="Báo cáo"):
    return {"attachments-0-file": SimpleUploadedFile(name, content.encode(), "text/plain")}


def token_in(page):
    return re.search(r'name="attachments-0-file-held" value="([^"]+)"', page)[1]


def kept(settings):
    found = Path(settings.HELD_FILES_ROOT).glob("*/*")
    return [path for path in found if path.is_file() and path.stat().st_size]


@pytest.fixture
def reporter(client):
    user = builders.reporter()
    client.force_login(user)
    return user


@pytest.mark.usefixtures("reporter")
def test_it_is_attached_once_the_mistake_elsewhere_is_mended(client, settings):
    page = client.post(ADD, form(title="", **ROW, **chosen())).text
    assert "“bao-cao.txt” được giữ lại" in page
    assert Attachment.objects.count() == 0
    sent = form(**ROW) | {"attachments-0-file-held": token_in(page)}
    assert client.post(ADD, sent).status_code == 302
    attachment = Article.objects.get().attachments.get()
    assert attachment.file.read().decode() == "Báo cáo"
    assert attachment.name == "Báo cáo"
    assert kept(settings) == []


def test_a_second_press_is_not_told_that_its_file_is_lost(rf, reporter, settings):
    upload = SimpleUploadedFile("logo.txt", b"A")
    token = held_files._store(upload, user_id=reporter.pk).token

    def pressed():
        request = rf.post("/", {"logo-held": token})
        request.user = reporter
        places = held_files.bring_back(request)
        return request, places

    request, places = pressed()
    assert request.FILES["logo"].name == "logo.txt"
    held_files.release(places)
    assert kept(settings) == []
    assert pressed()[0].FILES == {}
    # Who comes later, by the way back of the browser, chooses again.
    os.utime(places[0], (0, 0))
    with pytest.raises(ValidationError, match="chọn lại"):
        _size = pressed()[0].FILES["logo"].size


@pytest.mark.usefixtures("reporter")
def test_a_file_is_called_as_on_the_disk_until_a_name_is_typed(client):
    row = ROW | {"attachments-0-name": ""}
    assert client.post(ADD, form(**row, **chosen("Thông_báo-12.txt"))).status_code == 302
    assert Article.objects.get().attachments.get().name == "Thông báo-12"


def test_it_is_kept_over_a_live_page_too(client):
    article = builders.article()
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = client.post(address, typed(article, title="", **ROW, **chosen())).text
    sent = typed(article, **ROW) | {"attachments-0-file-held": token_in(page)}
    assert client.post(address, sent).status_code == 302
    (row,) = article.revisions.get(number=2).data["parts"]["attachments"]
    assert row["name"] == "Báo cáo"


def test_a_file_that_is_removed_for_good_meanwhile_is_told(client, monkeypatch):
    article = builders.article()
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[article.pk])
    propose = LiveFormMixin._propose

    def when_it_is_gone(self, request, session, page, version):
        (row,) = session.proposal.data["parts"]["attachments"]
        default_storage.delete(row["file"])
        return propose(self, request, session, page, version)

    with monkeypatch.context() as purging:
        purging.setattr(LiveFormMixin, "_propose", when_it_is_gone)
        answer = client.post(address, typed(article, **ROW) | chosen(), follow=True)
    assert "hãy chọn lại" in answer.text
    assert changes.open_change(article) is None
    client.post(address, typed(article, **ROW) | chosen())
    assert changes.open_change(article) is not None


@pytest.mark.usefixtures("reporter")
def test_a_file_that_is_chosen_anew_takes_its_place(client):
    page = client.post(ADD, form(title="", **ROW, **chosen())).text
    sent = form(**ROW) | {"attachments-0-file-held": token_in(page)}
    client.post(ADD, sent | chosen("moi.txt", "Mới"))
    assert Attachment.objects.get().file.read().decode() == "Mới"


@pytest.mark.usefixtures("reporter")
def test_a_refused_file_is_not_kept(client, settings):
    page = client.post(ADD, form(title="", **ROW, **chosen("a.exe"))).text
    assert "file-held" not in page
    assert kept(settings) == []


@pytest.mark.usefixtures("reporter")
@pytest.mark.parametrize("wrong", ["", "abc", "../../secret", "{token}x"])
def test_an_invented_token_brings_nothing(client, wrong):
    page = client.post(ADD, form(title="", **ROW, **chosen())).text
    sent = form(**ROW) | {"attachments-0-file-held": wrong.format(token=token_in(page))}
    assert client.post(ADD, sent).status_code == 200
    assert Attachment.objects.count() == 0


@pytest.mark.usefixtures("reporter")
def test_what_somebody_else_chose_stays_theirs(client):
    page = client.post(ADD, form(title="", **ROW, **chosen())).text
    client.force_login(builders.editor())
    sent = form(**ROW) | {"attachments-0-file-held": token_in(page)}
    assert client.post(ADD, sent).status_code == 200
    assert Attachment.objects.count() == 0


def stored(client):
    """The address of the form over a draft with a file, and the one row of it."""
    client.post(ADD, form(**ROW, **chosen("cu.txt", "Cũ")))
    row = Attachment.objects.get()
    own = {"attachments-INITIAL_FORMS": "1", "attachments-0-id": row.pk}
    return reverse("admin:articles_article_change", args=[row.publication_id]), ROW | own


@pytest.mark.usefixtures("reporter")
def test_a_file_that_is_kept_no_more_is_told_and_the_stored_one_stays(client, settings):
    address, row = stored(client)
    version = {"_version": 1}
    page = client.post(address, form(title="", **row, **chosen("moi.txt", "Mới"), **version)).text
    held = {"attachments-0-file-held": token_in(page)}
    (path,) = kept(settings)
    path.unlink()
    answer = client.post(address, form(title="Tên khác", **row, **held, **version))
    assert answer.status_code == 200
    assert "Tệp đã chọn trước đó không còn được giữ: hãy chọn lại." in answer.text
    assert Article.objects.get().title != "Tên khác"
    client.post(address, form(title="Tên khác", **row, **chosen("moi.txt", "Mới"), **version))
    assert Attachment.objects.get().file.read().decode() == "Mới"


@pytest.mark.usefixtures("reporter")
def test_a_kept_file_that_is_refused_again_is_kept_once(client, settings):
    page = client.post(ADD, form(title="", **ROW, **chosen())).text
    for _again in range(3):
        held = {"attachments-0-file-held": token_in(page)}
        page = client.post(ADD, form(title="", **ROW, **held)).text
    assert len(kept(settings)) == 1
    client.post(ADD, form(**ROW) | {"attachments-0-file-held": token_in(page)})
    assert Attachment.objects.get().file.read().decode() == "Báo cáo"


def test_it_is_there_again_with_the_text_that_is_brought_back(client, reporter):
    held = token_in(client.post(ADD, form(title="", **ROW, **chosen())).text)
    client.post(KEEP, form(**ROW, _typed=mark(reporter)) | {"attachments-0-file-held": held})
    page = client.get(ADD, {"khoi-phuc": "1"}).text
    assert token_in(page) == held
    assert "“bao-cao.txt” được giữ lại" in page


@pytest.mark.usefixtures("reporter")
def test_a_preview_keeps_nothing(client, settings):
    address = reverse("admin:articles_article_typed_preview_new")
    assert client.post(address, form(title="", **ROW, **chosen())).status_code == 200
    assert kept(settings) == []


@pytest.mark.usefixtures("reporter")
def test_no_more_is_kept_than_a_person_needs(client, settings, monkeypatch):
    monkeypatch.setattr(held_files, "MAX_FILES", 3)
    for number in range(5):
        client.post(ADD, form(title="", **ROW, **chosen(content=f"Tệp {number}")))
    assert len(kept(settings)) == 3


@pytest.mark.usefixtures("reporter")
def test_after_a_day_it_is_gone(client, settings):
    client.post(ADD, form(title="", **ROW, **chosen()))
    forget_held_files.call()
    (path,) = kept(settings)
    old = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(path, (old, old))
    forget_held_files.call()
    assert kept(settings) == []


@pytest.mark.usefixtures("reporter")
def test_a_stored_file_is_called_by_its_name_and_not_by_its_sum(client):
    client.post(ADD, form(**ROW, **chosen()))
    attached = Attachment.objects.get()
    page = client.get(reverse("admin:articles_article_change", args=[attached.publication_id])).text
    link = re.search(r'<p class="file-upload">.*?</a>', page, re.DOTALL)[0]
    shown = " ".join(re.sub(r"<[^>]+>", "", link).split())
    assert shown.endswith("Báo cáo (TXT)")
