"""Every field that staff fill in says, in Vietnamese, what belongs there."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.utils import flatten, label_for_field
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import DateField, Field, SplitDateTimeField
from django.test import RequestFactory

from enterprises.events.models import SlotRequest
from enterprises.people.models import JoinRequest
from portal.kit.moments import MomentField
from tests import builders

pytestmark = pytest.mark.django_db

# What Django adds to each row of an inline; its label “delete” says all there is to say.
EXEMPT = {"DELETE"}


def all_fields() -> Iterator[tuple[type[Model], dict[str, Field]]]:
    """The fields of each form and inline of the admin, by name, with their model."""
    request = RequestFactory().get("/admin/")
    request.user = builders.person("quantri", is_superuser=True)
    for model, its_admin in admin.site._registry.items():
        for row in (None, model()):
            may = its_admin.has_change_permission if row else its_admin.has_add_permission
            if may(request):
                form = its_admin.get_form(request, row, change=row is not None)
                yield model, form.base_fields
        for inline in its_admin.get_inline_instances(request):
            formset = inline.get_formset(request)
            yield inline.model, formset.form.base_fields


def helps() -> Iterator[tuple[str, str]]:
    """Each visible field of the admin, with what it says of itself."""
    for model, fields in all_fields():
        for name, field in fields.items():
            if not field.widget.is_hidden and name not in EXEMPT:
                yield f"{model._meta.label}.{name}", str(field.help_text).strip()


def test_every_field_of_the_admin_says_what_to_write():
    found = set(helps())
    assert len({field for field, _ in found}) > 80
    silent = sorted(field for field, help_text in found if not help_text)
    assert not silent, "Give these a help_text with its Vietnamese: " + ", ".join(silent)


def test_what_a_field_says_is_vietnamese():
    # No Vietnamese sentence is without a letter that English does not have.
    foreign = sorted(
        field for field, help_text in set(helps()) if help_text and help_text.isascii()
    )
    assert not foreign, "Not in Vietnamese: " + ", ".join(foreign)


def test_every_moment_is_read_in_the_same_way():
    moments = {
        f"{model._meta.label}.{name}": type(field)
        for model, fields in all_fields()
        for name, field in fields.items()
        if isinstance(field, SplitDateTimeField)
    }
    assert len(moments) > 10
    assert [name for name, kind in moments.items() if not issubclass(kind, MomentField)] == []


def test_every_day_is_of_a_year_that_people_write_on_purpose():
    days = {
        f"{model._meta.label}.{name}": field
        for model, fields in all_fields()
        for name, field in fields.items()
        if isinstance(field, DateField)
    }
    assert len(days) > 20
    taken = [
        f"{name}: {typed}"
        for name, field in days.items()
        for typed in ("30/01/0207", "31/12/9999")
        if _is_taken(field, typed)
    ]
    assert taken == []


def _is_taken(field: Field, typed: str) -> bool:
    try:
        field.clean(typed)
    except ValidationError:
        return False
    return True


def test_no_open_section_of_a_form_is_called_as_its_field_is():
    request = RequestFactory().get("/admin/")
    request.user = builders.person("quantri", is_superuser=True)
    repeated = []
    for model, its_admin in admin.site._registry.items():
        sections = its_admin.get_fieldsets(request, model())
        fields = its_admin.get_form(request, model(), change=True).base_fields
        for heading, options in sections:
            if not heading or "collapse" in options.get("classes", ()):
                continue
            for name in flatten(options["fields"]):
                known = name in fields
                label = fields[name].label if known else label_for_field(name, model, its_admin)
                if str(heading).casefold() == str(label).casefold():
                    repeated.append(f"{model._meta.label}: {heading}")
    assert repeated == []


def test_the_labels_of_what_somebody_sent_do_not_speak_to_the_sender():
    for model in (JoinRequest, SlotRequest):
        its_admin = admin.site.get_model_admin(model)
        for name in its_admin.readonly_fields:
            label = label_for_field(name, model, its_admin)
            assert "Anh/Chị" not in str(label), name


def test_who_only_reads_is_not_told_what_to_write(client):
    section = builders.section()
    for who, is_shown in ((builders.editor, True), (builders.reporter, False)):
        client.force_login(who())
        page = client.get(f"/admin/portal/section/{section.pk}/change/")
        assert ('class="help"' in page.text) == is_shown


def test_the_secret_of_a_second_factor_is_shown_to_nobody(client):
    factor = Authenticator.objects.create(
        user=builders.reporter(), type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    client.force_login(builders.person("quantri", is_superuser=True))
    page = client.get(f"/admin/portal/secondstep/{factor.pk}/change/")
    assert page.status_code == 200
    assert "JBSWY3DPEHPK3PXP" not in page.text
    assert client.get("/admin/portal/secondstep/add/").status_code == 403
