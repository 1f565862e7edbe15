"""Bytes to text as browsers do: what the header says, what the page says, or UTF-8."""

import re
from typing import Final

_META: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LOOKED_AT: Final = 2048
# Labels that pages use → codecs of Python; others are not asked for by name, some are slow.
_CODECS: Final = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"
    ),
    **dict.fromkeys(("iso-8859-9", "latin5", "windows-1254"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    **{
        f"iso-8859-{number}": f"iso8859_{number}"
        for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
    },
    **{
        f"windows-{number}": f"cp{number}"
        for number in (874, 1250, 1251, 1253, 1255, 1256, 1257, 1258)
    },
}


def decoded(body: bytes, *, content_type: str) -> str:
    """Return a page as text; what cannot be read of it is replaced."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, errors="replace")
    header, meta = _HEADER.search(content_type), _META.search(body[:_LOOKED_AT])
    said = header[1] if header else meta[1].decode("ascii") if meta else "utf-8"
    return body.decode(_CODECS.get(said.lower(), "utf-8"), errors="replace")
