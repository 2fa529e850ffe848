"""Owned rows, such as the papers of a procedure, find their page as readers see them."""

import pytest

from enterprises.events.models import AgendaItem
from news.procedures.models import ProcedurePaper, ProcedureStep
from portal.publishing import services
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, State
from portal.publishing.workflow import transition
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news.builders import procedure
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


def found(words):
    rows = with_words(Publication.objects.public(), words)
    return list(rows.values_list("title", flat=True))


def test_papers_steps_and_basis_find_a_procedure():
    page = procedure(
        "Mở đại lý",
        state=State.SUBMITTED,
        place="Bộ phận một cửa",
        basis="Thông tư 05/2006/TT-BBCVT",
    )
    ProcedurePaper.objects.create(procedure=page, name="Chứng nhận đăng ký kinh doanh")
    ProcedureStep.objects.create(procedure=page, text="Lấy số thứ tự")
    transition(page, to=State.PUBLISHED, by=builders.publisher())
    for words in ("chứng nhận đăng ký", "lấy số thứ tự", "05/2006/TT-BBCVT", "bộ phận một cửa"):
        assert found(words) == ["Mở đại lý"], words
    page.refresh_from_db()
    page.papers.update(name="Giấy phép lao động")
    services.save(page, by=None)
    assert (found("giấy phép lao động"), found("chứng nhận đăng ký")) == (["Mở đại lý"], [])


def test_points_of_an_agenda_and_tasks_of_a_year_find_their_page():
    meeting = enterprises.event("Giao ban quý IV", state=State.SUBMITTED)
    AgendaItem.objects.create(event=meeting, title="Dùng chung cống bể")
    year = projects.programme(state=State.SUBMITTED)
    projects.task(year, "Ngầm hóa cáp đường Lê Lợi")
    publisher = builders.publisher()
    for page in (meeting, year):
        transition(page, to=State.PUBLISHED, by=publisher)
    assert found("dùng chung cống bể") == ["Giao ban quý IV"]
    assert found("ngầm hóa cáp") == [year.title]
