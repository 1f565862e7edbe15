"""Texts that people and attackers write, for the laws of text."""

import time
from collections.abc import Callable
from math import inf

from hypothesis import strategies as st

HOSTILE = [
    *(
        "@",
        "#",
        "\uff03",
        "://",
        "http://",
        "HTTPS://",
        "https://a.example/",
        "www.",
        "javascript:",
    ),
    *("@alice", "@bob@b.example", "@@", "a@b.example", "#tag", "#ÉTÉ", "#1", "#l·l", "/@x", "=#y"),
    *("https://a.example/x?a=1&b=<i>", "https://münchen.example/ß", "https://u:p@evil.example/"),
    *(
        "(https://a.example/(x))",
        "https://a.example:80",
        'https://a.example/"onload=',
        "https://é.",
    ),
    *("<script>", "</p>", "<br />", '"', "'", "&amp;", "&#39;", "`", "\\", "-->", "<a href='x'>"),
    *("\n", "\n\n", "\r\n", "\r", "\t", " ", "\u2028", "\u200b", "\xa0", "\x00", "\x1b", "\x85"),
    *("\u202e", "\u202b", "\u202c", "\u2066", "\u2068", "\u2069", "\u200f", "\ufeff", "\ufffe"),
    *("e\u0301", "\u0301" * 20, "\u0323", "\u0344", "\u0e47" * 12, "\u200d", "\u200c", "\u20e3"),
    *("👩\u200d👩\u200d👧", "🇸🇲", "❤️", "ﷺ", "ﱞ", "ſ", "K", "İ", "ß", "ͺ", "が", "か\u3099", "한"),  # noqa: RUF001
    *(".", ",", ")", "(", "_", "-", "·", "・", "…", "»"),
]

wild = st.text(max_size=60)
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=14).map("".join)
anything = wild | hostile
# Python strings may hold halves of surrogate pairs; a JSON body can bring one in.
anything_at_all = anything | st.text(st.characters(categories=["Cs", "L", "M", "Z"]), max_size=20)


ALWAYS_FINE_S, MOST_GROWTH = 0.5, 8
FEWEST_ROUNDS, MOST_ROUNDS = 3, 12


def costs_too_much(read: Callable[[str], object], unit: str) -> str:
    """Read 100 kB of the unit; say so when it takes as long as only quadratic reading takes.

    The worst needs 0.13 s of CPU, half as much again under coverage; quadratic ones took 2 to 19.
    Where it takes longer than both, a quarter of the text tells a slow machine from slow reading.
    """
    text = unit * (100_000 // len(unit))
    whole, quarter = inf, inf  # the least counts: others share this machine, now more, now less
    for number in range(MOST_ROUNDS):
        whole = min(whole, _spent(read, text))
        if whole <= ALWAYS_FINE_S:
            return ""
        quarter = min(quarter, _spent(read, text[: len(text) // 4]))
        grows = whole / quarter  # 4 when linear, 16 when quadratic
        if number + 1 >= FEWEST_ROUNDS and grows <= MOST_GROWTH:
            return ""
    return f"{whole:.2f} s, growing by {grows:.1f}"


def _spent(read: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun
