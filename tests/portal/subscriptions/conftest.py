from datetime import timedelta

import pytest

from portal.participation.publicforms import forms


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(forms, "SHORTEST", timedelta())
