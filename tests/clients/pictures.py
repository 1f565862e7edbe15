"""Pictures to upload, drawn on the spot."""

from io import BytesIO

from PIL import Image


def a_picture(width: int = 64, height: int = 48, colour: str = "teal") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    file.seek(0)
    return file
