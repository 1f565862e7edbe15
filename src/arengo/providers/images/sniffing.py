"""Which image format bytes begin like: the only formats that any decoder is asked about."""

_RIFF_KIND = slice(8, 12)
_BRAND_KIND = slice(4, 12)


def sniffed(data: bytes) -> str | None:
    """Return the decoder's name for the format, or None for what is no supported image."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[_RIFF_KIND] == b"WEBP":
        return "WEBP"
    if data[_BRAND_KIND] in {b"ftypavif", b"ftypavis"}:
        return "AVIF"
    return None
