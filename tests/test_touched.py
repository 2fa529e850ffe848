"""`make check` runs the tests of what was touched."""

import pytest

from tests.touched import ALWAYS, OF_MIGRATIONS, paths_of


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("enterprises/products/forms.py", {"tests/enterprises/products"}),
        ("tests/enterprises/products/of_others.py", {"tests/enterprises/products"}),
        ("tests/news/articles/test_slugs.py", {"tests/news/articles/test_slugs.py"}),
        ("news/articles/migrations/0002_place.py", set(OF_MIGRATIONS)),
        ("README.md", set()),
        ("docs/van-hanh.md", set()),
    ],
)
def test_a_path_has_the_paths_of_its_folder(path, tests):
    assert set(paths_of([path])) == tests | set(ALWAYS)


def test_test_files_elsewhere_that_import_a_module_try_it_too():
    scanner = {"tests/security/test_virus_scanner.py", "tests/security/test_scanned_again.py"}
    # "from portal.media.scanning import services".
    assert scanner <= set(paths_of(["portal/media/scanning/services.py"]))
    # "from portal.media.scanning.models import …".
    assert scanner <= set(paths_of(["portal/media/scanning/models.py"]))
    assert "tests/test_long_suite.py" in paths_of(["tests/long_suite.py"])


def test_what_nearly_every_test_imports_has_its_own_folder_only():
    assert set(paths_of(["portal/audit/models.py"])) == {"tests/portal/audit", *ALWAYS}


def test_what_has_no_folder_of_tests_has_the_files_of_the_next_one_above():
    found = paths_of(["templates/news/article.html"])
    assert "tests/news/articles/test_slugs.py" in found
    assert "tests/news/documents" not in found


def test_nothing_is_named_that_lies_in_a_folder_named_too():
    paths = ["enterprises/products/forms.py", "tests/enterprises/products/test_withdrawals.py"]
    assert set(paths_of(paths)) == {"tests/enterprises/products", *ALWAYS}
