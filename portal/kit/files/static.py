"""Compresses static files ahead, and nothing twice or in vain: it takes a first start's seconds."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Compressor(Compressor):  # type: ignore[misc]  # whitenoise has no types
    """Compresses the same bytes once: most files have a plain name and one with their hash."""

    compress_brotli = staticmethod(cache(Compressor.compress_brotli))
    compress_gzip = staticmethod(cache(Compressor.compress_gzip))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """Serve files under the names of their hashes, each ready compressed."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Return what compresses the files of one collection."""
        return _Compressor(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress files but those that stand beside their minified form: no page names them."""
        spare = {name for name in self.hashed_files if self.exists(_minified(name))}
        spare |= {self.hashed_files[name] for name in spare}
        hashed = set(self.hashed_files.values())
        # One after the other: at the same time each would be worked out twice.
        for some in (hashed - spare, set(paths) - hashed - spare):
            yield from super().compress_files(some)


def _minified(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix(f".min{path.suffix}"))
