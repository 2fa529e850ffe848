from datetime import date

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db.models.functions import Cast

from enterprises.association.models import Membership
from enterprises.directory.models import DirectoryEntry
from enterprises.profiles.models import Enterprise, Locality, Sector
from portal.publishing import applying, changes, revisions, services, workflow
from portal.publishing.dry_run import dry_run
from portal.publishing.loading import load
from portal.publishing.models import State
from tests import builders as people
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


def facets_of(found: Enterprise) -> set[str]:
    return set(DirectoryEntry.objects.get(pk=found.pk).facets)


def unit(name: str, **fields) -> Locality:
    return Locality.objects.create(name=name, **fields)


def test_an_enterprise_stands_in_it_while_it_is_published():
    found = builders.enterprise(state=State.DRAFT, published_at=None)
    assert not DirectoryEntry.objects.exists()
    workflow.transition(found, to=State.PUBLISHED, by=None)
    entry = DirectoryEntry.objects.get()
    assert (entry.pk, entry.sort_key) == (found.pk, found.sort_key)
    workflow.transition(found, to=State.WITHDRAWN, by=None, comment="Đã giải thể")
    assert not DirectoryEntry.objects.exists()


def test_it_knows_size_sectors_and_association_at_once():
    found = builders.enterprise(size="small")
    sector = Sector.objects.create(name="Viễn thông")
    found.sectors.add(sector)
    membership = Membership.objects.create(enterprise=found, joined_on=date(2006, 1, 1))
    assert facets_of(found) == {"zsmall", f"s{sector.pk}", "m"}
    found.sectors.clear()
    membership.delete()
    assert facets_of(found) == {"zsmall"}


def test_it_follows_a_changed_name_with_all_its_words():
    found = builders.enterprise()
    found.title = "Công ty Bạch Đằng"
    services.save(found, by=None)
    stored = Enterprise.objects.annotate(
        words=Cast("search_vector", SearchVectorField()),
        listed=Cast("entry__words", SearchVectorField()),
    ).get()
    assert stored.words == stored.listed
    assert DirectoryEntry.objects.get().sort_key == found.sort_key


def test_an_enterprise_is_found_under_what_took_the_place_of_its_unit_and_under_what_is_above():
    province = unit("tỉnh Thừa Thiên Huế", level="province")
    district = unit("huyện Phú Vang", level="district", parent=province)
    commune = unit("xã Phú Xuân", parent=district)
    found = builders.enterprise(locality=commune)
    assert facets_of(found) == {f"d{each.pk}" for each in (province, district, commune)}
    city = unit("thành phố Huế", level="province")
    merged = unit("xã Phú Vinh", parent=city)
    for old, new in ((province, city), (commune, merged)):
        old.until, old.replaced_by = date(2025, 7, 1), new
        old.save()
    assert facets_of(found) == {
        f"d{each.pk}" for each in (province, district, commune, city, merged)
    }


def test_units_that_lead_round_in_a_circle_do_no_harm():
    one, other = unit("xã Một"), unit("xã Hai")
    for unit_, above in ((one, other), (other, one)):
        unit_.parent = above
        unit_.save()
    assert facets_of(builders.enterprise(locality=one)) == {f"d{one.pk}", f"d{other.pk}"}


def test_a_change_that_waits_is_not_in_it_until_it_is_put_in_place():
    found = builders.enterprise(size="small")
    data = revisions.snapshot(found)
    data["fields"]["size"] = "large"
    changes.propose(found, data, by=people.publisher())
    assert facets_of(found) == {"zsmall"}
    with dry_run():
        applying.apply_revision(Enterprise.objects.get(pk=found.pk), data)
        assert facets_of(found) == {"zlarge"}
    assert facets_of(found) == {"zsmall"}
    workflow.transition(found, to=State.PUBLISHED, by=None)
    assert facets_of(found) == {"zlarge"}


def test_thousands_that_come_at_once_stand_in_it():
    rows = [
        Enterprise(title=f"Công ty {n}", size="micro", state=State.PUBLISHED,
                   published_at=people.FEBRUARY)
        for n in range(3)
    ]  # fmt: skip
    for row in rows:
        row.derive()
    load(rows, topics=[()] * 3)
    assert [entry.facets for entry in DirectoryEntry.objects.all()] == [["zmicro"]] * 3


def test_it_goes_with_its_enterprise():
    found = builders.enterprise()
    found.sectors.add(Sector.objects.create(name="Viễn thông"))
    found.revisions.all().delete()
    found.delete()
    assert not DirectoryEntry.objects.exists()
