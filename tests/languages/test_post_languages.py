"""Every language in which a post can be has a name in each of ours."""

from arengo.base.phrases import LANGUAGES as OURS
from arengo.base.text.language import LANGUAGES
from arengo.web.post_languages import post_languages


def test_every_language_of_posts_has_a_name_in_each_of_ours():
    for ours in OURS:
        named = dict(post_languages(ours))
        assert named.keys() == set(LANGUAGES)
        assert [code for code, name in named.items() if name == code or not name] == []
    assert dict(post_languages("fr"))["cnr"] == "Monténégrin"
