"""An enterprise from the admin's form to the reader's page."""

from datetime import date

import pytest
from django.urls import reverse

from enterprises.association.models import Membership
from enterprises.profiles.models import Enterprise, Locality, PrivateContact, Sector
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.publishing.models import Revision
from tests import builders as site
from tests.enterprises import builders
from tests.portal.exchange.sheets.test_lists import confirm, send

pytestmark = pytest.mark.django_db
ADD = "admin:profiles_enterprise_add"


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
    assert "Công ty Sông Hương" in client.get("/doanh-nghiep/").text


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


@pytest.mark.parametrize("typed", ["330 010 0106-001", "3300100106 – 001", "3300.100.106.001"])
def test_a_tax_code_is_taken_as_it_stands_on_paper(client, typed):
    client.force_login(site.publisher())
    assert client.post(reverse(ADD), form(tax_code=typed)).status_code == 302
    assert Enterprise.objects.get().tax_code == "3300100106-001"


def test_the_form_leads_to_what_stands_in_no_version(client):
    found = builders.enterprise()
    client.force_login(site.editor())
    address = reverse("admin:profiles_enterprise_change", args=[found.pk])
    page = client.get(address).text
    add = reverse("admin:profiles_privatecontact_add")
    assert f'href="{add}?enterprise={found.pk}"' in page
    sent = {"enterprise": found.pk, "name": "Bà Lê", "phone": "0999", "email": ""}
    assert client.post(add, sent).status_code == 302
    Membership.objects.create(enterprise=found, joined_on=date(2006, 3, 1))
    page = client.get(address).text
    assert "Bà Lê · 0999" in page
    assert "hội viên từ 01/03/2006" in page
    assert AuditEntry.objects.filter(subject_label="profiles.privatecontact").count() == 1
    assert not Revision.objects.filter(data__icontains="Bà Lê").exists()


def test_private_contacts_are_exported_by_nobody(client):
    PrivateContact.objects.create(enterprise=builders.enterprise(), name="Bà Lê")
    client.force_login(site.person("quantri", is_superuser=True))
    response = client.get("/admin/enterprises/privatecontact/")
    assert "Bà Lê" in response.text
    assert "export" not in response.text
    assert client.get("/admin/enterprises/privatecontact/export/").status_code == 302


def test_a_sheet_brings_whole_profiles(client):
    Locality.objects.create(name="phường Thuận Hóa")
    Sector.objects.create(name="Viễn thông")
    client.force_login(site.editor())
    preview = send(
        client,
        "enterprises/enterprise",
        "Tiêu đề;Tên viết tắt;Mã số thuế;Lĩnh vực;Địa bàn;Quy mô;Năm thành lập;Điện thoại\n"
        "Công ty Sông Hương;SHC;330 010 0106;Viễn thông;phường Thuận Hóa;"
        "nhỏ: không quá 50 người;1997;(0234) 000 0000\n",
    )
    assert preview.context["problems"] == []
    confirm(client, "enterprises/enterprise", preview)
    found = Enterprise.objects.get()
    assert (found.tax_code, found.short_name, found.size) == ("3300100106", "SHC", "small")
    assert (found.founded_year, found.locality.name) == (1997, "phường Thuận Hóa")
    assert [sector.name for sector in found.sectors.all()] == ["Viễn thông"]
