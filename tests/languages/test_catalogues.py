"""The catalogues: whole, level with the source, and in the form that scripts/translate writes."""

import datetime as dt

import pytest
from babel.messages import Catalog

from arengo.base.phrases import LANGUAGES, N_, catalogue, date, figures, known, say
from tests.languages.extraction import LOCALE, OTHERS, in_order, said, written
from tests.languages.speaking import blanks, faults, keys


@pytest.fixture(scope="module")
def source() -> Catalog:
    return said()


def test_every_catalogue_belongs_to_a_language_and_the_other_way_round():
    assert {path.name for path in LOCALE.iterdir()} == {f"{language}.po" for language in OTHERS}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_all_that_the_source_says_and_nothing_else(language, source):
    assert faults(source, written(language)) == [], "scripts/translate, then translate what came in"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_stands_in_the_form_that_the_script_writes(language, source):
    catalog = written(language)
    catalog.update(source, no_fuzzy_matching=True)
    assert in_order(catalog, language) == (LOCALE / f"{language}.po").read_bytes()


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language):
    same = [each for each in written(language) if each.id and each.id == each.string]
    # What is equal in two languages is a short word or a form, never a sentence.
    said = [each.id if isinstance(each.id, str) else each.id[0] for each in same]
    assert [text for text in said if len(text.split()) > 3] == []


def test_the_source_is_found_in_templates_tables_letters_and_calls(source):
    ours = keys(source)
    assert ("", "Look in your mailbox") in ours  # a template
    assert ("", "%(num)s reply", "%(num)s replies") in ours
    assert ("browser", "Sign out") in ours
    assert ("", "This account is suspended.") in ours  # a table
    assert ("", "Welcome to %(site)s") in ours  # a letter
    assert ("", "%(number)s min") in ours  # a call


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%(name)s wrote %(num)s posts", ["name", "num"]),
        ("100 %% of %(name)s", ["name"]),
        ("100 % of it", ["%"]),
        ("%s wrote", ["%"]),
        ("nothing", []),
    ],
)
def test_blanks_are_read_and_stray_signs_are_seen(text, found):
    assert blanks(text) == found


def test_each_fault_of_a_catalogue_is_seen():
    source, catalog = Catalog(locale="fr"), Catalog(locale="fr")
    for text in ("gone", "open", "unsure", "%(name)s here", "plain", ("%(num)s a", "%(num)s b")):
        source.add(text)
    catalog.add("open", "")
    catalog.add("unsure", "peut-être", flags=["fuzzy"])
    catalog.add("%(name)s here", "%(nom)s ici")
    catalog.add("plain", "<b>gras</b>")
    catalog.add(("%(num)s a", "%(num)s b"), ("%(num)s a", ""))
    catalog.add("nobody says it", "personne")
    assert [fault.partition(":")[0] for fault in faults(source, catalog)] == [
        "missing",
        "unused",
        "untranslated",
        "untranslated",
        "fuzzy",
        "other blanks",
        "other blanks",
        "markup",
    ]


# ── saying ───────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_said_with_its_values_in_each_language():
    text = N_("%(name)s now follows you")
    assert say("en", text, name="100 %s") == "100 %s now follows you"
    assert say("it", text, name="Ada") == "Ada ora ti segue"
    assert say("fr", text, name="Ada") == "Ada vous suit"


def test_a_blank_without_a_value_is_never_passed_over():
    with pytest.raises(KeyError):
        say("fr", "%(name)s now follows you")


@pytest.mark.parametrize("wish", [None, "", "zz", "../en", "it-CH"])
def test_who_wishes_what_we_have_not_is_answered_in_english(wish):
    assert known(wish) == "en"


def test_a_language_that_we_have_is_taken():
    assert [known(language) for language in LANGUAGES] == list(LANGUAGES)
    assert all(catalogue(language) is catalogue(language) for language in LANGUAGES)


def test_numbers_are_grouped_as_the_language_does():
    assert figures("en", 1_234_567) == "1,234,567"
    assert figures("it", 1412) == "1.412"
    assert figures("fr", 1412) == "1\u202f412"


def test_dates_are_written_with_the_months_of_the_language():
    at = dt.date(2026, 8, 1)
    assert [date(language, at, "d MMM y") for language in ("en", "it", "fr")] == [
        "1 Aug 2026",
        "1 ago 2026",
        "1 août 2026",
    ]


def test_a_text_that_comes_to_be_counted_waits_for_its_translation():
    source, catalog = Catalog(), Catalog(locale="fr")
    source.add(("%(num)s post", "%(num)s posts"))
    catalog.add("%(num)s post", "%(num)s message")
    catalog.update(source, no_fuzzy_matching=True)
    assert faults(source, catalog)[0].startswith("untranslated")
    assert b'msgid_plural "%(num)s posts"' in in_order(catalog, "fr")
