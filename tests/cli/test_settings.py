"""`arengo settings`: read, change, and who may join."""

import pytest


def test_a_setting_is_changed_and_read(anywhere):
    assert anywhere.json("settings", "set", "title", "Il Portico") == {"title": "Il Portico"}
    assert anywhere("settings", "get", "title").stdout == "Il Portico\n"
    assert anywhere.json("settings", "list")["title"] == "Il Portico"
    assert "Il Portico" in anywhere("settings", "list").stdout


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("open", "open"), ("approved", "approval"), ("closed", "closed"), ("invite", "invite")],
)
def test_who_may_join_is_said_in_one_word(sqlite, typed, kept):
    assert sqlite.json("settings", "registrations", typed) == {"registrations": kept}
    assert sqlite.json("settings", "get", "registrations") == {"registrations": kept}


def test_a_long_value_comes_from_standard_input(sqlite):
    sqlite("settings", "set", "rules", "-", input="Be kind.\nNo spam.\n")
    rules = sqlite.json("settings", "get", "rules")["rules"]
    assert [rule["text"] for rule in rules] == ["Be kind.", "No spam."]
    assert '"Be kind."' in sqlite("settings", "get", "rules").stdout


def test_unknown_names_and_values_are_explained(sqlite):
    sqlite("db", "migrate")
    wrong = sqlite("settings", "get", "titel", status=1).stderr
    assert wrong.splitlines()[-1] == "Error: There is no setting 'titel'. Did you mean title?"
    empty = sqlite("settings", "set", "title", "", status=1).stderr
    assert empty.startswith("Error: Validation failed: title: ")
    assert "Did you mean title?" in sqlite("settings", "set", "titel", "x", status=1).stderr
    assert "Validation failed" in sqlite("settings", "set", "title", "x" * 101, status=1).stderr
    maybe = sqlite("settings", "set", "registrations", "maybe", status=1).stderr
    assert "; it is one of open, approval, " in maybe
    assert "Error: Invalid value for" in sqlite("settings", "registrations", "no", status=2).stderr


def test_the_contact_is_said_by_name(sqlite, newcomer):
    made = sqlite.json(*newcomer("alice"))
    set_ = sqlite.json("settings", "set", "contact_account_id", "@alice")
    assert set_ == {"contact_account_id": int(made["id"])}
    nobody = sqlite("settings", "set", "contact_account_id", "alcie", status=1).stderr
    assert "Did you mean alice?" in nobody
