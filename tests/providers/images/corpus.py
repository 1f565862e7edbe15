"""Images drawn for the tests: honest ones, ones that carry secrets, and ones that mean harm."""

import io
import struct
import zlib
from functools import cache
from math import gcd

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

MARKER = b"SECRET-52.5200N-13.4050E"
SIZE = (640, 480)
_MARKER_TEXT = MARKER.decode()


def photo(width=SIZE[0], height=SIZE[1]):
    """Draw something with colours and edges, the same on every run."""
    image = Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize((width, height)),
            Image.radial_gradient("L").resize((width, height)),
            Image.linear_gradient("L").rotate(90).resize((width, height)),
        ],
    )
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), "navy")
    return image


def written(image, form, **options):
    """Return the bytes of an image in a format."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def exif(orientation=1):
    """Return EXIF with a place, an owner and an orientation."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = _MARKER_TEXT
    tags[0x013B] = _MARKER_TEXT
    tags.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: _MARKER_TEXT})
    tags.get_ifd(0x8769).update({0xA431: _MARKER_TEXT, 0x927C: MARKER})
    return tags.tobytes()


def xmp():
    """Return an XMP packet with the marker."""
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARKER + b"</x:xmpmeta>"


def profile():
    """Return an sRGB profile that names its maker."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return raw + MARKER


@cache
def telling_jpeg(size=SIZE):
    """Return a JPEG with the marker in every place that a JPEG has."""
    raw = written(
        photo(*size), "JPEG", exif=exif(), xmp=xmp(), comment=MARKER, icc_profile=profile()
    )
    iptc = b"Photoshop 3.0\x00" + MARKER
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return raw[:2] + segment + raw[2:] + MARKER


@cache
def telling_png(size=SIZE, *, holes=False):
    """Return a PNG with the marker in text of all three kinds, EXIF, profile, and after its end."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", _MARKER_TEXT)
    info.add_itxt("XML:com.adobe.xmp", xmp().decode())
    info.add_text("Title", _MARKER_TEXT, zip=False)
    info.add(b"prVt", MARKER)
    options = {"pnginfo": info, "exif": exif(), "icc_profile": profile()}
    image = Image.new("RGBA", (64, 64), (200, 10, 10, 100)) if holes else photo(*size)
    return written(image, "PNG", **options) + MARKER


@cache
def telling_webp(size=SIZE):
    """Return a WebP with EXIF, XMP and a profile."""
    return written(photo(*size), "WEBP", exif=exif(), xmp=xmp(), icc_profile=profile()) + MARKER


@cache
def telling_avif(size=SIZE):
    """Return an AVIF with EXIF and XMP."""
    return written(photo(*size), "AVIF", exif=exif(), xmp=xmp(), speed=10)


@cache
def telling_heic(size=SIZE):
    """Return a HEIC, as phones take them, with EXIF and XMP."""
    import pillow_heif  # noqa: PLC0415  few tests need it, and it takes long

    pillow_heif.register_heif_opener()
    quick = {"quality": 50, "enc_params": {"preset": "ultrafast"}}
    return written(photo(*size), "HEIF", exif=exif(), xmp=xmp(), **quick)


def moving_gif(count=3, size=(40, 30), **options):
    """Return a GIF of that many frames, no two alike."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", size, (number * 50 % 256, 80, 160))
        frame.putpixel((number % size[0], 0), (255, 255, 255))
        frames.append(frame)
    options = {"save_all": True, "append_images": frames[1:], "duration": 70, "loop": 0} | options
    return written(frames[0], "GIF", **options)


def telling_gif():
    """Return an animated GIF with a comment, and the marker after its end."""
    return moving_gif(comment=MARKER) + MARKER


def endless_gif(count):
    """Return a tiny GIF whose one frame is repeated over and over."""
    head = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    control = b"\x21\xf9\x04\x00\x05\x00\x00\x00"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x03\x04\x02\x05\x00"
    return head + (control + frame) * count + b"\x3b"


def png_claiming(width, height):
    """Return a small valid PNG head that unpacks to whatever size it says."""
    return _png(width, height, colours=2, rows=zlib.compress(b"\x00" * 10_000))


@cache
def flat_png(width, height, *, see_through=False):
    """Return a real PNG of one colour: few bytes, many pixels.

    It is written by hand: a few rows are packed, and their bytes repeated.
    """
    colours, pixel = (6, b"\x09\x63\x09\x63") if see_through else (0, b"\x00")
    count = gcd(height, 64)
    some = (b"\x00" + pixel * width) * count
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(some) + packer.flush(zlib.Z_FULL_FLUSH)
    proof = 1
    for _ in range(height // count):
        proof = zlib.adler32(some, proof)
    rows = b"\x78\x9c" + packed * (height // count) + b"\x03\x00" + struct.pack(">I", proof)
    return _png(width, height, colours=colours, rows=rows)


def _png(width, height, *, colours, rows):
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", rows) + _chunk(b"IEND")


def _chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
