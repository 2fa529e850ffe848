"""What is made up is marked in every table, also beside what is true."""

from datetime import date

import pytest

from portal.exchange.datafiles.tables import SAMPLE
from portal.exchange.opendata.sets import open_sets
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
MADE_UP = "bịa đặt"  # Stands in each made-up row, and in no other.


def made_up_rows() -> None:
    """Make made-up pages whose rows stand in files of other pages, too, and what hangs on them."""
    made_up = {"is_sample": True}
    report = news.article("Báo cáo")
    plan = projects.plan()
    projects.project("Dự án thật", plan=plan)
    work = projects.project(f"Dự án {MADE_UP}", plan=plan, **made_up)
    step = projects.milestone(work, f"Mốc {MADE_UP}")
    work.milestone_moves.create(
        milestone=step, from_day=date(2007, 6, 30), to_day=date(2007, 7, 1), reason="Bão"
    )
    projects.budget(work, planned=60)
    projects.note(work, report, "40")
    projects.participation(work, enterprise=enterprises.enterprise())
    call = projects.support_call(project=work)
    given = {"outcome": "granted", "decided_on": date(2007, 7, 1)}
    projects.application(call=call, **given)
    maker = enterprises.enterprise(f"Công ty {MADE_UP}", **made_up)
    projects.application(enterprise=maker, **given)
    projects.participation(projects.project("Dự án có mẫu"), enterprise=maker)
    projects.task(projects.programme(**made_up), f"Việc {MADE_UP}")
    indicator = projects.indicator("Chỉ tiêu", **made_up)
    projects.target(indicator, report, note=MADE_UP)
    projects.goal(plan, indicator=indicator)
    quote = f"Hứa {MADE_UP}"
    projects.promise(article=news.article("Tin", body=f"<p>{quote}.</p>", **made_up), quote=quote)


def files():
    """Yield each file of open data with its tables: of a set, and of each page of it."""
    for each in open_sets().values():
        yield each.slug, each.dataset()
        for member in each.members():
            yield f"{each.slug}/{member.name}", member


def test_what_hangs_on_a_made_up_page_is_marked_in_every_file():
    made_up_rows()
    found = set()
    for file, data in files():
        of_all = any(fact.column.name == SAMPLE.name and fact.value for fact in data.facts)
        for number, table in enumerate(data.tables):
            names = [column.name for column in table.columns]
            for cells in table.rows():
                if MADE_UP in " ".join(map(str, cells)):
                    row = dict(zip(names, cells, strict=True))
                    # The first one is the CSV, too, which says nothing of the whole.
                    is_marked = row.get(SAMPLE.name, number > 0 and of_all)
                    assert is_marked is True, (file, table.name)
                    found.add(f"{file.split('/')[0]}: {table.name}")
    assert found >= {
        "du-an: milestones", "du-an: milestone_moves", "du-an: budget_lines",
        "du-an: progress_notes", "du-an: participations", "du-an: support_calls",
        "du-an: support_granted", "du-an: timeline", "chuong-trinh: tasks",
        "quy-hoach: budget_lines", "quy-hoach: targets", "cam-ket: promises",
    }  # fmt: skip
