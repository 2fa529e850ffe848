"""How long a backup of a large site takes, and its rehearsal: `python -m benchmarks.backups [N]`.

A server and folders of its own; N articles (100,000 where nothing is said), each fifth with a
picture file of 100 KB beside it. What is promised: 3 minutes and 10.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
ARTICLES: Final = 100_000
PICTURE_BYTES: Final = 100_000
BACKUP_SECONDS: Final = 180
REHEARSAL_SECONDS: Final = 600


def main(articles: int = ARTICLES) -> None:
    """Make the site, back it up, try the backup out; print what took how long."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        made = _manage(folder, "serve", "--prepare")
        made += _manage(folder, "generate_articles", str(articles))
        _write_pictures(folder / "media" / "anh", articles // 5)
        print(f"{articles} articles, {articles // 5} pictures: made in {made:.0f} s")
        file = folder / "site.backup"
        backup = _manage(folder, "backup", str(file))
        print(f"backup: {backup:.0f} s of {BACKUP_SECONDS}, {file.stat().st_size / 1e6:.0f} MB")
        rehearsal = _manage(folder, "restore", "--verify", str(file))
        print(f"rehearsal: {rehearsal:.0f} s of {REHEARSAL_SECONDS}")
    if backup > BACKUP_SECONDS or rehearsal > REHEARSAL_SECONDS:
        sys.exit("Slower than promised.")


def _write_pictures(folder: Path, count: int) -> None:
    """Write files that no compression makes smaller, as pictures are."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(2007)  # noqa: S311  # bytes of a benchmark
    for number in range(count):
        (folder / f"anh-{number}.jpg").write_bytes(dice.randbytes(PICTURE_BYTES))


def _manage(folder: Path, *words: str) -> float:
    """Run a command on that site; return the seconds that it took."""
    ours = {
        "VAR_DIR": str(folder / "var"),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": "",
        "DATABASE_OWNER_URL": "",
        "TMPDIR": str(folder),
    }
    began = time.monotonic()
    command = [sys.executable, "manage.py", *words]
    environment = os.environ | ours
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own words
    return time.monotonic() - began


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
