"""Images from strangers: decoded, stripped of everything but pixels, and written anew.

Decoding happens only in a worker process with no network, no new files, and bounded memory and
time (`worker`, `cell`). The bytes that came in are never stored or passed on. What comes out has
no EXIF, XMP, ICC, comment or text. Animated GIF stays animated; of animated WebP, PNG and AVIF,
and of the several pictures of a HEIC, the first is kept.
"""
