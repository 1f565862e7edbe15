"""Which image format bytes begin like: the only formats that any decoder is asked about."""

_RIFF_KIND = slice(8, 12)
_BOX_KIND = slice(4, 8)
_MOST_BRANDS = 128
RARE = frozenset({"AVIF", "HEIF"})
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis"})
_AVIF = frozenset({b"avif", b"avis"})


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
    return _branded(data) if data[_BOX_KIND] == b"ftyp" else None


def _branded(data: bytes) -> str | None:
    """Read what an ISO media file says that it can be taken for: HEIC, AVIF, or no image."""
    size = min(int.from_bytes(data[:4], "big"), _MOST_BRANDS)
    main, others = data[8:12], {data[at : at + 4] for at in range(16, size, 4)}
    for brands in ({main}, others if main in {b"mif1", b"msf1"} else set()):
        if brands & _AVIF:
            return "AVIF"
        if brands & _HEIC:
            return "HEIF"
    return None
