"""Files to upload: good pictures, broken ones, and others in disguise."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def encode(image: Image.Image, format_name: str, **options: Any) -> bytes:
    """The picture's bytes in a format."""
    buffer = io.BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()


def colours(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture with a left and a right half that can be told apart."""
    image = Image.new("RGB", (width, height), "navy")
    image.paste("orange", (width // 2, 0, width, height))
    return image.convert(mode)


def upload(content: bytes, name: str = "ảnh hội nghị.jpg") -> SimpleUploadedFile:
    """The bytes as a browser sends them; the type that it claims is never believed."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def jpeg(width: int = 640, height: int = 480, name: str = "a.jpg") -> SimpleUploadedFile:
    return upload(encode(colours(width, height), "JPEG"), name)
