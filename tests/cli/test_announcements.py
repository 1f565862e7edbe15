"""`arengo announcements`: what the operator tells everybody."""

import json


def test_an_announcement_is_added_listed_published_and_removed(anywhere):
    anywhere("db", "migrate")
    assert anywhere("announcements", "list").stdout == "No announcements.\n"
    made = anywhere.json("announcements", "add", "We move on Sunday", "--draft")
    assert (made["state"], made["text"], made["ends"]) == ("draft", "We move on Sunday", None)
    for _ in range(2):
        assert anywhere.json("announcements", "publish", made["id"])["state"] == "shown"
    times = ("--starts", "2020-01-01", "--ends", "2020-01-02T12:00+02:00", "--all-day")
    typed = anywhere("announcements", "add", "-", *times, "--json", input="Two\nlines\n")
    over = json.loads(typed.stdout)
    assert (over["state"], over["text"]) == ("over", "Two\nlines")
    assert (over["starts"], over["ends"]) == (
        "2020-01-01T00:00:00.000Z",
        "2020-01-02T10:00:00.000Z",
    )
    assert "We move on Sunday" in anywhere("announcements", "list").stdout
    assert [row["id"] for row in anywhere.json("announcements", "list")] == [over["id"], made["id"]]
    assert anywhere.json("announcements", "remove", over["id"])["state"] == "over"
    assert [row["id"] for row in anywhere.json("announcements", "list")] == [made["id"]]


def test_an_announcement_is_changed_withdrawn_and_scheduled(terminal):
    made = terminal.json("announcements", "add", "Soon", "--publish-at", "2999-01-01T08:00")
    assert (made["state"], made["publishes"]) == ("scheduled", "2999-01-01T08:00:00.000Z")
    times = ("--starts", "2999-02-01", "--ends", "2999-02-02", "--all-day")
    changed = terminal.json("announcements", "edit", made["id"], "--text", "Later", *times)
    assert (changed["text"], changed["all_day"]) == ("Later", True)
    assert changed["publishes"] == made["publishes"]
    less = terminal.json("announcements", "edit", made["id"], "--ends", "", "--publish-at", "")
    assert (less["state"], less["ends"], less["text"]) == ("draft", None, "Later")
    assert terminal.json("announcements", "publish", made["id"])["state"] == "shown"
    late = terminal(
        "announcements", "edit", made["id"], "--publish-at", "2999-01-01", status=1
    ).stderr
    assert "published already" in late
    for _ in range(2):
        assert terminal.json("announcements", "unpublish", made["id"])["state"] == "draft"


def test_what_cannot_be_announced_is_said_in_words(sqlite):
    blank = sqlite("announcements", "add", " ", status=1).stderr
    assert blank.endswith("Error: Validation failed: Text can't be blank\n")
    wrong = sqlite("announcements", "add", "x", "--ends", "soon", status=1).stderr
    assert "'soon' is no time" in wrong
    turned = sqlite(
        "announcements", "add", "x", "--starts", "2030-02-01", "--ends", "2030-01-01", status=1
    ).stderr
    assert "ends before it starts" in turned
    for verb in ("publish", "unpublish", "edit", "remove"):
        missing = sqlite("announcements", verb, "5", status=1).stderr
        assert missing == "Error: There is no announcement '5'.\n"
