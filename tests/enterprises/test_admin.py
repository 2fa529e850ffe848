"""An enterprise from the admin's form to the reader's page."""

import pytest
from django.urls import reverse

from enterprises.models import Enterprise, Sector
from portal.accounts.roles import Role
from portal.publishing.models import Revision
from tests import builders as site

pytestmark = pytest.mark.django_db
ADD = "admin:enterprises_enterprise_add"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def form(**fields):
    moments = {f"{name}_{half}": "" for name in ("published_at", "expires_at") for half in (0, 1)}
    counts = {"attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0"}
    texts = {"title": "Công ty Sông Hương", "summary": "Mạng và máy tính.", "language": "vi"}
    return texts | moments | counts | fields


def test_an_enterprise_goes_from_the_form_to_the_directory(client):
    sector = Sector.objects.create(name="Viễn thông")
    client.force_login(site.publisher())
    response = client.post(reverse(ADD), form(sectors=[sector.pk], _step="published", _force="Gấp"))
    assert response.status_code == 302
    found = Enterprise.objects.public().get()
    kept = Revision.objects.filter(publication_id=found.pk).latest("number")
    assert kept.data["parts"]["sectors"] == [sector.pk]
    client.logout()
    assert "Công ty Sông Hương" in client.get("/doanh-nghiep/").content.decode()


def test_two_enterprises_without_a_tax_code_can_be_entered(client):
    client.force_login(site.publisher())
    for title in ("Công ty A", "Công ty B"):
        assert client.post(reverse(ADD), form(title=title, tax_code="")).status_code == 302
    assert Enterprise.objects.count() == 2


def test_a_wrong_tax_code_is_refused_kindly(client):
    client.force_login(site.publisher())
    response = client.post(reverse(ADD), form(tax_code="123"))
    assert response.status_code == 200
    assert not Enterprise.objects.exists()


def test_a_representative_finds_no_form(client):
    client.force_login(site.person("dn-a", Role.REPRESENTATIVE))
    assert client.get(reverse(ADD)).status_code == 404
