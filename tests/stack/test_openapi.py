"""The description of the JSON is valid by OpenAPI's own schema."""

import subprocess
from pathlib import Path

from tests.stack.asking import Browser
from tests.stack.serving import Site
from tests.stack.tools import FOLDER, needed, program

_CHECK = """
import {{ Validator }} from "{module}";
const result = await new Validator().validate("{file}");
if (!result.valid) {{ console.log(JSON.stringify(result.errors, null, 1)); process.exit(1); }}
"""


def _errors_in(text: bytes, folder: Path) -> str:
    module = needed(FOLDER / "@seriousme" / "openapi-schema-validator" / "index.js")
    (folder / "openapi.json").write_bytes(text)
    script = folder / "check.mjs"
    script.write_text(_CHECK.format(module=module.as_uri(), file=folder / "openapi.json"))
    done = subprocess.run(
        [program("node"), str(script)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_description_is_valid(site: Site, tmp_path: Path) -> None:
    text = Browser(site.address).get("/du-lieu/openapi.json").body
    assert _errors_in(text, tmp_path) == ""
    assert _errors_in(text.replace(b'"in": "query"', b'"in": "nowhere"'), tmp_path) != ""
