"""Receives the files of a request as Django does, and lets each know its request."""

from typing import Any

from django.core.files import uploadhandler


class _WithRequest(uploadhandler.FileUploadHandler):
    """Gives each file its request: whoever looks at a file can say who sent it."""

    def file_complete(self, file_size: int) -> Any:
        file: Any = super().file_complete(file_size)
        if file is not None:
            file.request = self.request
        return file


class MemoryHandler(_WithRequest, uploadhandler.MemoryFileUploadHandler):
    """Keeps small files in memory."""


class TemporaryFileHandler(_WithRequest, uploadhandler.TemporaryFileUploadHandler):
    """Writes larger files into a temporary one."""
