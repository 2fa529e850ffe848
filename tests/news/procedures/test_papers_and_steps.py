"""Papers and steps of procedures as open data."""

import pytest

from news.procedures.models import ProcedurePaper, ProcedureStep
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders
from tests.data_files import csv_of
from tests.news.builders import procedure

pytestmark = pytest.mark.django_db


def test_they_are_tables_of_the_data_of_public_procedures_alone(client):
    page = procedure(state=State.SUBMITTED)
    ProcedurePaper.objects.create(procedure=page, name="Đơn đề nghị", copies=1)
    ProcedureStep.objects.create(procedure=page, text="Nộp hồ sơ", actor="người nộp")
    assert csv_of(client, "/thu-tuc.csv?bang=papers") == []
    transition(page, to=State.PUBLISHED, by=builders.publisher())
    (paper,) = csv_of(client, "/thu-tuc.csv?bang=papers")
    assert (paper["procedure_id"], paper["name"]) == (str(page.pk), "Đơn đề nghị")
    assert (paper["originals"], paper["copies"]) == ("1", "1")
    (step,) = csv_of(client, "/thu-tuc.csv?bang=steps")
    assert (step["text"], step["actor"]) == ("Nộp hồ sơ", "người nộp")
