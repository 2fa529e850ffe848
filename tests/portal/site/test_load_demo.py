"""What `load_demo` says, and that it makes accounts on a site of demonstration only."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from portal.accounts import demo
from portal.accounts.models import User
from portal.publishing.models import Publication
from portal.site import preparation
from portal.site.management.commands import serve

pytestmark = pytest.mark.django_db


def load(*options: str) -> str:
    output = StringIO()
    call_command("load_demo", "--no-year", *options, stdout=output)
    return output.getvalue().strip()


def test_the_command_says_in_numbers_what_is_new(settings):
    settings.DEMO_PASSWORD = ""
    output = load()
    for part in (
        "1 article",
        "2 master plans",
        "7 projects",
        "1 indicator",
        "16 organisations",
        "2 sample enterprises",
        "4 sample products",
        "2 sample listings",
        "6 localities",
    ):
        assert part in output
    assert output.endswith("No accounts: DEMO_PASSWORD is not set.")
    assert not User.objects.exists()


def test_without_samples_it_brings_what_is_true_only():
    assert "sample" not in load("--no-samples")
    assert not Publication.objects.filter(is_sample=True).exists()
    assert "2 sample enterprises" in load()


def test_no_demo_account_is_made_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-rat-dai", False
    with pytest.raises(ImproperlyConfigured) as refused:
        load()
    assert str(refused.value) == (
        "SITE_IS_DEMO is off, and demo accounts are made on a demo only: unset DEMO_PASSWORD to "
        "load the content without them."
    )
    assert not User.objects.exists()
    settings.DEMO_PASSWORD = ""
    assert load().endswith("No accounts: DEMO_PASSWORD is not set.")
    assert not User.objects.exists()


def test_the_first_run_makes_no_demo_account_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-rat-dai", False
    assert preparation.load_content() is False
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "line"),
    [
        ("", ""),
        (
            "mat-khau-rat-dai",
            "Demo accounts: none; DEMO_PASSWORD is of no use while SITE_IS_DEMO is off.\n",
        ),
    ],
)
def test_serve_names_no_demo_account_on_a_site_that_is_no_demo(settings, tmp_path, password, line):
    settings.VAR_DIR = tmp_path
    preparation.password_file().touch()
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = password, False
    out = StringIO()
    serve.Command(stdout=out).print_addresses(8000, serve.demo_accounts())
    assert out.getvalue() == (
        "The site:  http://127.0.0.1:8000/\nFor staff: http://127.0.0.1:8000/admin/\n"
        f"{line}Ctrl-C ends it.\n"
    )


def test_serve_prints_the_random_password_where_only_this_machine_reads_it(settings, tmp_path):
    settings.SITE_IS_LOCAL = True
    settings.VAR_DIR, settings.SITE_IS_DEMO, settings.DEMO_PASSWORD = tmp_path, True, ""
    assert serve.demo_accounts() == ""
    file = preparation.password_file()
    file.write_text("mat-khau-ngau-nhien\n")
    settings.DEMO_PASSWORD = "mat-khau-ngau-nhien"
    demo.create_accounts()
    settings.DEMO_PASSWORD = ""
    names = "Demo accounts: quantri, phongvien, bientap, duyet, dn-a, dn-b; their password "
    printed = f"{names}is mat-khau-ngau-nhien (kept in {file})"
    assert serve.demo_accounts() == printed
    settings.SITE_IS_LOCAL = False
    assert serve.demo_accounts() == f"{names}stands in {file}"
    settings.SITE_IS_LOCAL = True
    # Who works as one of them has chosen another one: the others still have that of the file.
    administrator = User.objects.get(username="quantri")
    administrator.set_password("mat-khau-cua-rieng-toi")
    administrator.save()
    assert serve.demo_accounts() == printed
    # Loaded again with another one, on a later run nothing is set.
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    demo.create_accounts()
    loaded = f"{names}is the DEMO_PASSWORD that was loaded last."
    assert serve.demo_accounts() == loaded
    settings.DEMO_PASSWORD = ""
    assert serve.demo_accounts() == loaded
    file.write_text("mật-khẩu\n", encoding="utf-8")
    assert serve.demo_accounts() == loaded
    file.unlink()
    assert serve.demo_accounts() == loaded


def test_representatives_of_the_demo_have_a_confirmed_address(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-rat-dai", True
    assert [demo.create_accounts(), demo.create_accounts()] == [6, 0]
    found = EmailAddress.objects.filter(verified=True, primary=True).order_by("email")
    assert [(row.user.username, row.email) for row in found] == [
        ("dn-a", "dn-a@doanh-nghiep.example"),
        ("dn-b", "dn-b@doanh-nghiep.example"),
    ]
