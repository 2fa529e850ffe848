"""Fills deploy/ in for a stack on loopback, with a certificate that nobody else trusts."""

import os
import subprocess
import sys
from pathlib import Path

from tests.stack.serving import ROOT


def write_files(
    folder: Path, host: str, ports: dict[str, int], environment: dict[str, str]
) -> None:
    """Write all that nginx and the units need; `ports` has those of `site`, `http` and `https`."""
    for name in ("var", "media", "logs", "letters"):
        (folder / name).mkdir(exist_ok=True)
    answers = {
        "HOST": host,
        "PORT": str(ports["site"]),
        "WORKERS": "2",
        "VAR_DIR": str(folder / "var"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_DIR": str(folder / "logs"),
        "COPY_DIR": str(folder / "copy"),
        "INCLUDES": str(folder / "deploy" / "nginx"),
        "IPV6": "0",
        "HTTP_PORT": f"127.0.0.1:{ports['http']}",
        "HTTPS_PORT": f"127.0.0.1:{ports['https']}",
        "HTTPS_SUFFIX": f":{ports['https']}",
        "CERTIFICATE": str(folder / "tls.pem"),
        "CERTIFICATE_KEY": str(folder / "tls.key"),
        "BROTLI": "1" if brotli_module() else "0",
    }
    file = folder / "answers"
    file.write_text("".join(f"{name}={value}\n" for name, value in answers.items()))
    words = [sys.executable, "manage.py", "install", str(folder / "deploy"), "--answers", str(file)]
    subprocess.run(words, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True)
    make_certificate(folder, host)
    (folder / "nginx.conf").write_text(_nginx(folder))


def brotli_module() -> Path | None:
    """Return nginx' module for ready brotli files, where it is installed."""
    found = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    return found if found.exists() else None


def make_certificate(folder: Path, host: str) -> None:
    """Write `tls.pem` and `tls.key` for a name into a folder."""
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += [
        "-nodes",
        "-days",
        "60",
        "-subj",
        f"/CN={host}",
        "-addext",
        f"subjectAltName=DNS:{host}",
    ]
    words += ["-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.pem")]
    subprocess.run(words, check=True, capture_output=True)


def _nginx(folder: Path) -> str:
    """Return a main file around the site's own: everything under the folder, in the foreground."""
    module = brotli_module()
    load = f"load_module {module};\n" if module else ""
    # Its workers read what the site writes: where root runs this, as root.
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"    {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{load}{user}daemon off;\nworker_processes 2;\nworker_rlimit_nofile 16384;\n"
        f"pid {folder}/nginx.pid;\n"
        f"error_log {folder}/logs/error.log;\nevents {{ worker_connections 8192; }}\n"
        f"http {{\n    include /etc/nginx/mime.types;\n{temporary}"
        f"    include {folder}/deploy/nginx/portal.conf;\n}}\n"
    )
