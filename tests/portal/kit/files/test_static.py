"""What is packed ahead: what pages ask for, and the same bytes once."""

from pathlib import Path
from unittest.mock import patch

import brotli
import pytest
from django.core.files.base import ContentFile
from whitenoise import compress

from portal.kit.files.static import StaticFilesStorage

SCRIPT = "alert('Xin chào, {}'); "


@pytest.fixture
def packed(tmp_path: Path) -> tuple[Path, int]:
    """A folder with a script and another beside its minified form; how often brotli was asked."""
    script = (SCRIPT.format(tmp_path) * 200).encode()
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    names = ("plain.js", "big.js", "big.min.js")
    for number, name in enumerate(names):
        storage.save(name, ContentFile(script + b";" * number))
    with patch.object(compress.brotli, "compress", wraps=brotli.compress) as asked:
        list(storage.post_process({name: (storage, name) for name in names}))
    return tmp_path, asked.call_count


def test_files_are_packed_under_both_names_from_one_compression(packed):
    folder, asked = packed
    plain, hashed = sorted(folder.glob("plain.*js.br"), key=lambda path: len(path.name))
    assert brotli.decompress(plain.read_bytes()) == (folder / "plain.js").read_bytes()
    assert plain.read_bytes() == hashed.read_bytes()
    assert asked == 2  # plain.js and big.min.js


def test_what_stands_beside_its_minified_form_is_not_packed(packed):
    folder, _asked = packed
    assert [path.name for path in folder.glob("big*.br") if ".min" not in path.name] == []
    assert len(list(folder.glob("big.min*.br"))) == 2
    assert (folder / "big.js").exists()
