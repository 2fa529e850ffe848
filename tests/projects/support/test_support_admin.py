"""Applications for support: who may read, keep and grant them."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from portal.audit.models import AuditEntry
from portal.publishing.models import Section
from projects.work.models import Application, ApplicationOutcome, Project
from tests import builders as site
from tests.enterprises import builders as firms
from tests.projects import builders

pytestmark = pytest.mark.django_db

LIST = "admin:work_application_changelist"
GRANT = {"outcome": "granted", "decided_on": "20/03/2007"}


def send(client, application: Application, **changed) -> Any:
    address = reverse("admin:work_application_change", args=[application.pk])
    document = html.fromstring(client.get(address).text)
    (form,) = document.xpath('//form[@id="application_form"]')
    return client.post(address, dict(form.form_values()) | changed)


def errors_in(response: Any) -> str:
    assert response.status_code == 200
    shown = html.fromstring(response.text).xpath('//*[contains(@class,"errorlist")]')
    return " ".join(each.text_content() for each in shown)


def outcome(application: Application) -> str:
    application.refresh_from_db()
    return application.outcome


def test_a_reporter_reads_no_application(client):
    application = builders.application(text="Chúng tôi xin hỗ trợ")
    client.force_login(site.reporter())
    for address in (
        reverse(LIST),
        reverse("admin:work_application_change", args=[application.pk]),
    ):
        assert client.get(address).status_code == 403


def test_who_publishes_grants_and_that_is_written_down(client):
    application = builders.application()
    client.force_login(site.publisher())
    assert send(client, application, **GRANT).status_code == 302
    assert outcome(application) == ApplicationOutcome.GRANTED
    assert AuditEntry.objects.filter(subject_pk=str(application.pk)).exists()
    page = client.get(application.call.project.path).text
    assert application.enterprise.title in page


def test_an_editor_keeps_an_application_and_does_not_grant_it(client):
    application = builders.application()
    client.force_login(site.editor())
    assert "chỉ người duyệt" in errors_in(send(client, application, **GRANT))
    assert send(client, application, text="Xin tên miền").status_code == 302
    assert outcome(application) == ApplicationOutcome.WAITING


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (GRANT | {"applied_on": "15/04/2007", "decided_on": "20/04/2007"}, "01/03/2007"),
        (GRANT | {"decided_on": "01/03/2007"}, "trước ngày nhận hồ sơ"),
        ({"applied_on": "01/01/2199"}, "chưa tới"),
        ({"outcome": "refused", "decided_on": "20/03/2007"}, "lý do"),
        ({"outcome": "granted"}, "ngày"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_word(client, changed, words):
    application = builders.application()
    client.force_login(site.publisher())
    assert words in errors_in(send(client, application, **changed))
    assert outcome(application) == ApplicationOutcome.WAITING


def test_rights_in_another_section_reach_no_application(client):
    field = Section.objects.create(kind=Project.KIND, name="Viễn thông")
    call = builders.support_call(project=builders.project(section=field))
    application = builders.application(call=call)
    editor = site.editor()
    editor.sections.add(site.section("Khác"))
    client.force_login(editor)
    address = reverse("admin:work_application_change", args=[application.pk])
    assert client.post(address, {"outcome": "refused"}).status_code == 403
    assert application.applied_on == date(2007, 3, 5)


def test_what_was_taken_back_meanwhile_is_not_granted(client):
    application = builders.application()
    client.force_login(site.publisher())
    address = reverse("admin:work_application_change", args=[application.pk])
    (form,) = html.fromstring(client.get(address).text).xpath('//form[@id="application_form"]')
    Application.objects.update(outcome="taken_back")
    answer = client.post(address, dict(form.form_values()) | GRANT)
    assert "đã rút lại" in errors_in(answer)
    assert outcome(application) == ApplicationOutcome.TAKEN_BACK


def test_what_another_granted_meanwhile_is_not_undone_unseen(client):
    application = builders.application()
    client.force_login(site.publisher())
    address = reverse("admin:work_application_change", args=[application.pk])
    (form,) = html.fromstring(client.get(address).text).xpath('//form[@id="application_form"]')
    assert send(client, application, **GRANT).status_code == 302
    sent = dict(form.form_values()) | {"comment": "Xin bổ sung hồ sơ."}
    assert "được hỗ trợ" in errors_in(client.post(address, sent))
    assert outcome(application) == ApplicationOutcome.GRANTED


def waiting_for(client, user) -> str:
    client.force_login(user)
    return str(client.get("/admin/viec/de-nghi-ho-tro/").text)


def test_what_waits_for_an_answer_stands_on_the_first_page_of_who_keeps_it(client):
    waits = builders.application(enterprise=firms.enterprise("Công ty Chờ"))
    refused = {"outcome": "refused", "decided_on": date(2007, 3, 9), "comment": "Hết kinh phí."}
    builders.application(enterprise=firms.enterprise("Công ty Xong"), **refused)
    page = waiting_for(client, site.editor())
    assert reverse("admin:work_application_change", args=[waits.pk]) in page
    assert "Công ty Chờ" in page
    assert "Công ty Xong" not in page
    assert "/admin/viec/de-nghi-ho-tro/" in client.get("/admin/").text
    client.force_login(site.reporter())
    assert client.get("/admin/viec/de-nghi-ho-tro/").status_code == 404


def test_it_waits_for_those_only_whose_rights_reach_its_project(client):
    field = Section.objects.create(kind=Project.KIND, name="Viễn thông")
    call = builders.support_call(project=builders.project(section=field))
    builders.application(call=call, enterprise=firms.enterprise("Công ty Chờ"))
    near, far = site.editor("bt-gan"), site.editor("bt-xa")
    near.sections.add(field)
    far.sections.add(site.section("Khác"))
    assert "Công ty Chờ" in waiting_for(client, near)
    assert "Công ty Chờ" not in waiting_for(client, far)
    assert "/admin/viec/de-nghi-ho-tro/" not in client.get("/admin/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_its_list_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    call = builders.support_call()
    for number in range(rows):
        builders.application(call=call, enterprise=firms.enterprise(f"Công ty {number}"))
    client.force_login(site.editor())
    client.get("/admin/viec/de-nghi-ho-tro/")
    with django_assert_num_queries(5):
        client.get("/admin/viec/de-nghi-ho-tro/")
