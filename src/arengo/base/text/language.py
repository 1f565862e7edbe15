"""The languages a post can be in, by the codes that clients of Mastodon know."""

import re

_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gu gv ha he hi ho hr ht hu hy hz ia id ie
ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_THREE_LETTERS = """
ast chr ckb cnr csb gsw jbo kab ldn lfn mai moh nds pdc sco sma smj szl tok vai xal zba zgh
"""
_REGIONAL = "zh-CN zh-HK zh-TW zh-YUE"  # one written code, several languages to filter by

LANGUAGES = frozenset((_TWO_LETTERS + _THREE_LETTERS + _REGIONAL).split())
_BY_KEY = {code.lower(): code for code in LANGUAGES}
_REGION = re.compile(r"[-_]")


def is_language(code: str) -> bool:
    """Whether posts may be marked with this code, exactly as it is written."""
    return code in LANGUAGES


def normalise_language(code: str) -> str | None:
    """Return the code we keep (`en-GB` is `en`, `zh_tw` is `zh-TW`), or None for no language."""
    key = _REGION.sub("-", code.strip()).lower()
    return _BY_KEY.get(key) or _BY_KEY.get(key.partition("-")[0])
