"""What only one page may have is claimed by two: the second one says so, and can be mended."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.procedures.models import Procedure
from portal.newsroom.bundles import releasing
from portal.newsroom.replacing.applying import apply
from portal.newsroom.replacing.candidates import question_for
from portal.newsroom.replacing.fields import Group
from portal.newsroom.replacing.wording import Wording
from portal.publishing import changes, services, workflow
from portal.publishing.models import State
from tests.filling import fill
from tests.news.builders import procedure
from tests.portal.newsroom.bundles.making import bundle

pytestmark = pytest.mark.django_db

CODE = "1.004253"
TAKEN = "Đã có thủ tục khác mang mã này."


@pytest.fixture
def claimed(editor) -> Procedure:
    """A live procedure whose change, sent in, claims a code that another has by now."""
    first, second = procedure(), procedure("Cấp lại giấy phép", summary="Tóm tắt.")
    second.code = CODE
    services.save(second, by=editor)
    second = Procedure.objects.get(pk=second.pk)
    workflow.transition(second, to=State.SUBMITTED, by=editor)
    first.code = CODE
    services.save(first, by=None)
    return Procedure.objects.get(pk=second.pk)


def at(view, page):
    return reverse(f"admin:procedures_procedure_{view}", args=[page.pk])


def test_who_approves_it_is_told_why_not(client, claimed, publisher):
    client.force_login(publisher)
    press = {"_step": "published", "_version": claimed.revision_number}
    assert TAKEN in client.post(at("step", claimed), press, follow=True).text
    change = changes.open_change(claimed)
    assert change is not None
    assert change.state == State.SUBMITTED
    with pytest.raises(ValidationError, match=TAKEN) as refused:
        workflow.transition(claimed, to=State.PUBLISHED, by=publisher)
    assert refused.value.code == "clash"


def test_its_writer_mends_it_and_keeps_the_rows_of_the_change(client, claimed, editor):
    client.force_login(editor)
    fill(client, at("change", claimed), {"steps": [{"text": "Nộp hồ sơ"}]}, code="")
    claimed.refresh_from_db()
    data = changes.pending_version(claimed).data
    changes.propose(claimed, data | {"fields": data["fields"] | {"code": CODE}}, by=editor)
    shown = fill(client, at("change", claimed)).text
    assert f"không áp dụng được nữa: {TAKEN}" in shown
    saved = fill(client, at("change", claimed), code="1.004254")
    assert saved.status_code == 302
    assert TAKEN not in client.get(saved["Location"]).text
    data = changes.pending_version(claimed).data
    assert data["fields"]["code"] == "1.004254"
    assert [row["text"] for row in data["parts"]["steps"]] == ["Nộp hồ sơ"]


def test_its_writer_gives_it_up(client, claimed, editor):
    client.force_login(editor)
    fill(client, at("change", claimed), code="", _step="discarded")
    assert changes.open_change(claimed) is None


def test_a_bundle_names_the_very_reason(claimed, editor, publisher):
    workflow.transition(claimed, to=State.APPROVED, by=publisher)
    with pytest.raises(releasing.Hindered) as refused:
        releasing.release(bundle(claimed, by=editor), by=publisher)
    assert refused.value.hindrances == [("Cấp lại giấy phép", TAKEN)]


def test_an_old_version_of_a_draft_is_not_brought_back_over_it(client, editor):
    draft = procedure("Nháp", state=State.DRAFT, published_at=None, code=CODE)
    draft.code = ""
    services.save(draft, by=editor)
    procedure("Khác", code=CODE)
    client.force_login(editor)
    assert TAKEN in client.post(at("restore", draft), {"number": "1"}, follow=True).text
    assert Procedure.objects.get(pk=draft.pk).code == ""


def test_replacing_names_it_and_goes_on_with_the_others(editor):
    unseen = {"state": State.DRAFT, "published_at": None}
    drafts = [procedure(f"Nháp {code}", code=code, **unseen) for code in ("2.1", "2.1-x")]
    procedure("Khác", code="3.1")
    question = question_for(editor, Wording("2.1", "3.1"), ["procedure"], Group.values)
    report = apply(question, [(page.pk, page.revision_number) for page in drafts], by=editor)
    assert report.failed == [("Nháp 2.1", TAKEN)]
    assert Procedure.objects.get(pk=drafts[1].pk).code == "3.1-x"
