"""Participants pasted as a list of names: each is found, or the line is named that is none."""

from typing import Any

import pytest
from lxml import html

from portal.organisations.models import Organisation
from projects.work.admin import participations
from projects.work.models import Project
from projects.work.participations import pending_rows
from tests import builders as site
from tests.enterprises.builders import enterprise
from tests.markup import squeezed
from tests.projects import builders
from tests.projects.work.test_participations_admin import (
    address,
    agency,
    draft,
    form_of,
    joins,
    names,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client):
    client.force_login(site.editor())


def test_many_names_are_added_at_once(client):
    project = draft()
    agency("Sở Tài chính", short_name="STC")
    enterprise("Công ty An")
    sent = {"_paste": "1", "_version": str(project.revision_number), "role": "beneficiary"}
    answer = client.post(address(project), sent | {"names": "STC\n\nCông ty An\n"})
    assert answer.status_code == 302
    assert names(project) == ["Công ty An", "Sở Tài chính"]
    assert {row.role for row in project.participations.all()} == {"beneficiary"}


def paste(client, project: Project, typed: str) -> Any:
    sent = {"_paste": "1", "_version": str(project.revision_number), "role": "member"}
    return client.post(address(project), sent | {"names": typed})


def test_a_name_is_found_whatever_its_capitals_marks_and_place_of_the_tone(client):
    project = draft()
    agency("Ủy ban nhân dân tỉnh", short_name="UBND")
    agency("Sở Tài chính")
    enterprise("Công ty Đông Á")
    typed = "UỶ BAN NHÂN DÂN TỈNH\nsở tài chính\ncong ty dong a"
    assert paste(client, project, typed).status_code == 302
    assert names(project) == ["Công ty Đông Á", "Sở Tài chính", "Ủy ban nhân dân tỉnh"]


def test_the_very_name_is_taken_before_one_that_is_only_alike(client):
    project = draft()
    agency("Hội Tín", short_name="HT")
    agency("Hội Tin")
    assert paste(client, project, "hội tin").status_code == 302
    assert names(project) == ["Hội Tin"]
    answer = paste(client, project, "hoi tin")
    assert "có nhiều đơn vị tên “hoi tin”" in answer.text


def test_a_hundred_pasted_names_wait_in_a_form_that_can_be_sent(client):
    project = builders.project()
    Organisation.objects.bulk_create(Organisation(name=f"Xã {place:03}") for place in range(100))
    pasted = "\n".join(f"Xã {place:03}" for place in range(100))
    assert paste(client, project, pasted).status_code == 302
    # Browsers send each empty field, too.
    page = html.fromstring(client.get(address(project)).text)
    fields = page.xpath('//form[.//input[@name="rows-TOTAL_FORMS"]]//*[@name]/@name')
    sent = dict.fromkeys(fields, "") | form_of(client.get(address(project)))
    sent = {name: sent[name] for name in sent if sent[name] or not name.endswith("-DELETE")}
    assert len(sent) > 1000
    assert client.post(address(project), sent | {"rows-0-state": "running"}).status_code == 302
    assert [row["state"] for row in pending_rows(project)].count("running") == 1


def test_no_more_new_rows_wait_than_the_form_takes_along(client, monkeypatch):
    monkeypatch.setattr(participations, "MAX_NEW_ROWS", 2)
    project = builders.project()
    for name in ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ"):
        third = agency(name)
    assert paste(client, project, "Sở Tài chính\nSở Y tế").status_code == 302
    refused = "tối đa 2 dòng mới, tính cả những dòng chưa đăng"
    answer = paste(client, project, "Sở Nội vụ")
    assert refused in answer.text
    assert "Sở Nội vụ</textarea>" in answer.text
    assert refused in send(client, project, **{"rows-2-organisation": str(third.pk)}).text
    assert len(pending_rows(project)) == 2


def test_a_name_that_nobody_has_adds_none_of_them(client):
    project = draft()
    agency("Sở Tài chính")
    sent = {"_paste": "1", "_version": str(project.revision_number), "role": "member"}
    answer = client.post(address(project), sent | {"names": "Sở Tài chính\nSở Không Có"})
    assert "Dòng 2: không có đơn vị nào tên “Sở Không Có”" in answer.text
    assert names(project) == []


def test_who_takes_part_already_is_told_by_name(client):
    project = builders.project()
    joins(project, agency("Sở Y tế"))
    for name in ("Sở Tài chính", "Sở Nội vụ"):
        agency(name)
    assert paste(client, project, "Sở Tài chính").status_code == 302
    project.refresh_from_db()
    answer = paste(client, project, "Sở Nội vụ\n\nSở Y tế")
    assert "Sở Y tế: Đơn vị này đã tham gia" in squeezed(answer.text)
    assert "Dòng 3: không có đơn vị nào" in paste(client, project, "Sở Nội vụ\n\nSở Lạ").text
