"""What comes out of an honest image: nothing but its pixels, in the sizes that were asked for."""

import functools
import io
import time

import blurhash
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageSequence

from arengo.providers.images.blurring import SIDE, blurred
from arengo.providers.images.model import ATTACHMENT, AVATAR, HEADER, ImageLimits, Question
from arengo.providers.images.processing import processed
from tests.providers.images import corpus

BICUBIC = Image.Resampling.BICUBIC
TELLING = {
    "jpeg": corpus.telling_jpeg,
    "png": corpus.telling_png,
    "png with holes": lambda: corpus.telling_png(holes=True),
    "webp": corpus.telling_webp,
    "avif": corpus.telling_avif,
    "heic": corpus.telling_heic,
    "gif": corpus.telling_gif,
}


def whole(image):
    """Return all that came out of an image, to compare."""
    return image.pictures, image.animated, image.blurhash


@pytest.fixture(scope="module")
def rewritten(process):
    """Process each telling image in a worker, once for each use of it."""
    return functools.cache(lambda kind, variants: process(TELLING[kind](), variants=variants))


@pytest.mark.parametrize("kind", TELLING)
@pytest.mark.parametrize("variants", [ATTACHMENT, AVATAR, HEADER], ids=["post", "avatar", "head"])
def test_no_trace_of_the_sender_is_left(kind, variants, rewritten, seen):
    assert corpus.MARKER in TELLING[kind]()
    for picture in rewritten(kind, variants).pictures:
        assert corpus.MARKER not in picture.data
        assert b"Exif" not in picture.data
        assert b"adobe" not in picture.data.lower()
        image = seen(picture)
        assert not image.getexif()
        harmless = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "transparency"}
        moving = {"version", "background", "duration", "loop", "extension", "disposal"}
        assert set(image.info) <= harmless | moving


@pytest.mark.parametrize("kind", TELLING)
@pytest.mark.parametrize("variants", [ATTACHMENT, AVATAR], ids=["post", "avatar"])
def test_a_worker_answers_exactly_what_its_code_says(kind, variants, rewritten):
    question = Question(data=TELLING[kind](), limits=ImageLimits(), variants=variants)
    assert whole(rewritten(kind, variants)) == whole(processed(question))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_image_is_upright_however_the_camera_was_held(form, orientation, process, seen):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = Image.new("RGB", (64, 32), (255, 255, 255))
    upright.paste((255, 0, 0), (0, 0, 16, 16))
    stored = upright.transpose(turned[orientation]) if orientation in turned else upright
    content = corpus.written(stored, form, exif=corpus.exif(orientation), quality=95)
    image = seen(process(content)["original"]).convert("RGB")
    assert image.size == (64, 32)
    red, green, _ = image.getpixel((6, 6))
    assert (red > 200, green < 60) == (True, True)
    assert min(image.getpixel((58, 26))) > 200


@pytest.mark.parametrize(
    ("form", "mode", "original", "small"),
    [
        ("JPEG", "RGB", "image/jpeg", "image/jpeg"),
        ("JPEG", "L", "image/jpeg", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg", "image/jpeg"),
        ("PNG", "RGB", "image/png", "image/webp"),
        ("PNG", "RGBA", "image/png", "image/webp"),
        ("PNG", "P", "image/png", "image/webp"),
        ("PNG", "1", "image/png", "image/webp"),
        ("PNG", "LA", "image/png", "image/webp"),
        ("PNG", "I;16", "image/png", "image/webp"),
        ("WEBP", "RGB", "image/webp", "image/webp"),
        ("WEBP", "RGBA", "image/webp", "image/webp"),
        ("AVIF", "RGB", "image/jpeg", "image/jpeg"),
        ("GIF", "P", "image/png", "image/webp"),
    ],
)
def test_each_kind_of_pixels_comes_out_in_a_type_that_all_clients_show(
    form, mode, original, small, *, process, seen
):
    source = corpus.photo(90, 60)
    sixteen = source.convert("I").point(lambda value: value * 257).convert("I;16")
    image = sixteen if mode == "I;16" else source.convert(mode)
    result = process(corpus.written(image, form))
    assert result["original"].content_type == original
    assert result["small"].content_type == small
    assert not result.animated
    got, want = (
        i.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        for i in (seen(result["original"]), source)
    )
    assert abs(got - want) < 12


def spent(work):
    """Do something; return the time that processors took for it, whoever else had them."""
    began = time.process_time()
    work()
    return time.process_time() - began


@functools.cache
def photograph():
    """Return one of twelve megapixels."""
    return corpus.written(corpus.photo(5000, 2500), "JPEG", quality=92)


def test_a_photograph_of_twelve_megapixels_is_quick():
    content = photograph()

    def written_anew():
        with Image.open(io.BytesIO(content)) as image:
            image.save(io.BytesIO(), "JPEG")

    question = Question(data=content, limits=ImageLimits(), variants=ATTACHMENT)
    before, ours = spent(written_anew), spent(lambda: processed(question))
    assert ours < 30 * max(before, spent(written_anew))  # six times as much on any machine


def test_a_photograph_is_bounded_by_area_and_keeps_its_shape(process):
    result = process(photograph())
    original, small = result["original"], result["small"]
    assert original.width * original.height <= 3840 * 2160 < (original.width + 2) ** 2 / 2
    assert small.width * small.height <= 640 * 360
    assert result.meta()["original"] == {
        "width": original.width,
        "height": original.height,
        "size": f"{original.width}x{original.height}",
        "aspect": pytest.approx(2.0, abs=0.01),
    }


def test_nothing_is_enlarged(process):
    content = corpus.written(corpus.photo(30, 20), "PNG")
    assert {(p.width, p.height) for p in process(content).pictures} == {(30, 20)}
    assert {(p.width, p.height) for p in process(content, variants=AVATAR).pictures} == {(20, 20)}


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5000, 1), (1, 5000), (2, 3)])
def test_the_oddest_shapes_pass(width, height, process, seen):
    content = corpus.written(Image.new("RGB", (width, height), "teal"), "PNG")
    for variants in (ATTACHMENT, AVATAR, HEADER):
        for picture in process(content, variants=variants).pictures:
            seen(picture)


@pytest.mark.parametrize(
    ("variants", "size"), [(AVATAR, (400, 400)), (HEADER, (1500, 500))], ids=["avatar", "header"]
)
@pytest.mark.parametrize("source", [(2000, 1600), (1600, 2000)])
def test_profile_images_are_cut_from_the_middle(variants, size, source, process, seen):
    image = Image.new("RGB", source, "white")
    middle = (source[0] // 2, source[1] // 2)
    image.paste((0, 0, 200), (middle[0] - 50, middle[1] - 50, middle[0] + 50, middle[1] + 50))
    result = process(corpus.written(image, "PNG"), variants=variants)
    assert {(picture.width, picture.height) for picture in result.pictures} == {size}
    assert result["original"].data == result["static"].data
    centre = seen(result["original"]).convert("RGB").getpixel((size[0] // 2, size[1] // 2))
    assert (centre[2] > 150, centre[0] < 100) == (True, True)


def test_an_animation_keeps_moving_with_its_times_and_has_a_still_version(process, seen):
    content = corpus.moving_gif(count=4, duration=[70, 80, 90, 100], loop=3)
    result = process(content, variants=AVATAR)
    moving, static = seen(result["original"]), seen(result["static"])
    assert result.animated
    assert moving.info["loop"] == 3
    assert [f.info["duration"] for f in ImageSequence.Iterator(moving)] == [70, 80, 90, 100]
    assert not getattr(static, "is_animated", False)
    assert [f.convert("RGB").getpixel((15, 15))[0] for f in ImageSequence.Iterator(moving)] == (
        pytest.approx([0, 50, 100, 150], abs=8)
    )


def test_an_animation_with_holes_keeps_them(process, seen):
    frames = []
    for number in range(3):
        frame = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
        frame.paste((255, 0, 0, 255), (number * 10, 0, number * 10 + 10, 10))
        frames.append(frame)
    content = corpus.written(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50, disposal=2
    )
    moving = seen(process(content)["original"])
    for number, frame in enumerate(ImageSequence.Iterator(moving)):
        rgba = frame.convert("RGBA")
        assert rgba.getpixel((number * 10 + 5, 5)) == (255, 0, 0, 255)
        assert rgba.getpixel((15, 25))[3] == 0
        assert rgba.getpixel(((number * 10 + 15) % 30, 5))[3] == 0


@pytest.mark.parametrize("form", ["WEBP", "PNG", "AVIF"])
def test_of_other_animations_the_first_frame_is_kept(form, process, seen):
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    content = corpus.written(frames[0], form, save_all=True, append_images=frames[1:], duration=50)
    result = process(content)
    assert not result.animated
    image = seen(result["original"])
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((16, 16))[0] > 200


def test_colours_of_a_wide_profile_are_brought_to_the_common_one(process, seen):
    lab = ImageCms.createProfile("LAB")
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (16, 16), (10, 200, 30))
    kept = process(corpus.written(image, "PNG", icc_profile=swapped))
    assert seen(kept["original"]).getpixel((8, 8)) == pytest.approx((10, 200, 30), abs=2)
    foreign = ImageCms.ImageCmsProfile(lab).tobytes()
    useless = process(corpus.written(image, "PNG", icc_profile=foreign))
    assert seen(useless["original"]).getpixel((8, 8)) == (10, 200, 30)


def test_the_blurhash_looks_like_the_image(process):
    image = Image.new("RGB", (100, 100), (250, 10, 10))
    image.paste((10, 10, 250), (50, 0, 100, 100))
    text = process(corpus.written(image, "PNG")).blurhash
    assert blurhash.components(text) == (4, 4)
    pixels = blurhash.decode(text, 8, 8)
    assert (pixels[4][0][0] > 180, pixels[4][0][2] < 120) == (True, True)
    assert (pixels[4][7][2] > 180, pixels[4][7][0] < 120) == (True, True)


@given(st.binary(min_size=48, max_size=48), st.sampled_from([Image.Resampling.BOX, BICUBIC]))
@settings(max_examples=20)
def test_a_blurhash_is_what_the_reference_says(colours, smooth):
    image = Image.frombytes("RGB", (4, 4), colours).resize((SIDE, SIDE), smooth)
    raw = image.tobytes()
    pixels = [tuple(raw[at : at + 3]) for at in range(0, len(raw), 3)]
    rows = [pixels[at : at + SIDE] for at in range(0, len(pixels), SIDE)]
    assert blurred(image) == blurhash.encode(rows, 4, 4)


def test_a_path_is_read_like_bytes(process, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(corpus.written(corpus.photo(), "JPEG"))
    assert whole(process(path)) == whole(process(path.read_bytes()))


def test_the_type_is_read_from_the_content_whatever_was_claimed(process):
    content = corpus.written(corpus.photo(), "JPEG")
    assert process(content, declared="image/png")["original"].content_type == "image/jpeg"
