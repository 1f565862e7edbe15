"""`arengo accounts`: the same with a running server and without, on both engines."""


def test_a_life_by_the_operators_word(anywhere, newcomer):
    made = anywhere(*newcomer("Alice", "--confirmed", "--role", "owner"))
    *_, last = made.stdout.strip().splitlines()
    assert last.startswith("New password: ")
    assert len(last.removeprefix("New password: ")) == 20

    assert anywhere.json("accounts", "show", "alice@example.org")["role"] == "Owner"
    assert anywhere.json("accounts", "suspend", "@alice")["state"] == "suspended"
    assert anywhere.json("accounts", "unsuspend", "ALICE")["state"] == "active"
    renewed = anywhere("accounts", "reset-password", "alice").stdout.strip().splitlines()[-1]
    assert renewed.startswith("New password: ")
    assert renewed != last

    assert anywhere.json("accounts", "delete", "alice", "--yes")["state"] == "deleted"
    assert (
        "Nobody here is called 'alice'." in anywhere("accounts", "show", "alice", status=1).stderr
    )
    assert anywhere("accounts", "list").stdout == "Nobody.\n"


def test_lists_are_newest_first_and_show_who_waits(anywhere, newcomer):
    for name in ("alice", "bob", "carol"):
        anywhere(*newcomer(name, *(["--confirmed"] if name != "bob" else [])))
    everybody = anywhere.json("accounts", "list")
    assert [row["username"] for row in everybody] == ["carol", "bob", "alice"]
    assert [row["state"] for row in everybody] == ["active", "waiting for e-mail", "active"]
    assert len(anywhere.json("accounts", "list", "--limit", "2")) == 2
    waiting = anywhere.json("accounts", "list", "--waiting")  # no letter can be sent here
    assert [row["username"] for row in waiting] == ["bob"]
    for _ in range(2):
        assert anywhere.json("accounts", "approve", "bob")["state"] == "active"
    assert anywhere.json("accounts", "list", "--waiting") == []


def test_where_letters_are_sent_only_confirm_trusts_an_address(sqlite, newcomer):
    sqlite.environment["ARENGO_MAIL_URLS"] = "smtp://mail.test"
    sqlite(*newcomer("bob"))
    assert sqlite.json("accounts", "list", "--waiting") == []
    assert sqlite.json("accounts", "approve", "bob")["state"] == "waiting for e-mail"
    for _ in range(2):
        assert sqlite.json("accounts", "confirm", "bob")["state"] == "active"


def test_a_role_is_given_and_taken_by_name(anywhere, newcomer):
    anywhere(*newcomer("alice", "--confirmed"))
    for role in ("moderator", "OWNER", "Member"):
        assert anywhere.json("accounts", "role", "alice", role)["role"] == role.capitalize()
    wrong = anywhere("accounts", "role", "alice", "Moderater", status=1).stderr
    assert "Did you mean Moderator?" in wrong
    assert anywhere.json("accounts", "show", "alice")["role"] == "Member"
    assert "Did you mean alice?" in anywhere("accounts", "role", "alise", "Owner", status=1).stderr


def test_refusals_are_sentences_without_a_trace(anywhere, newcomer):
    anywhere(*newcomer("alice"))
    taken = anywhere(*newcomer("ALICE"), status=1)
    assert taken.stdout == ""
    assert taken.stderr.startswith("Error: Validation failed: Username has already been taken")
    assert "already been taken" in anywhere.json(*newcomer("alice"), status=1)["error"]
    near = anywhere("accounts", "show", "alcie", status=1).stderr
    assert near == "Error: Nobody here is called 'alcie'. Did you mean alice?\n"
    role = anywhere(*newcomer("bob", "--role", "Onwer"), status=1).stderr
    assert "Did you mean Owner?" in role
    spaced = anywhere("accounts", "create", "no spaces", "--email", "n@example.org", status=1)
    assert "must contain only letters" in spaced.stderr


def test_deleting_asks_first(sqlite, newcomer):
    sqlite(*newcomer("alice"))
    assert "for good?" in sqlite("accounts", "delete", "alice", status=1, input="n\n").output
    assert "--yes" in sqlite.json("accounts", "delete", "alice", status=1)["error"]
    assert [row["state"] for row in sqlite.json("accounts", "list")] == ["waiting for e-mail"]
    sqlite("accounts", "delete", "alice", input="y\n")
    assert sqlite.json("accounts", "list") == []


def test_what_people_write_of_themselves_is_no_markup(sqlite, newcomer):
    sqlite(*newcomer("alice"))
    shown = sqlite("accounts", "show", "alice").stdout
    assert "alice@example.org" in shown
    assert "\x1b" not in shown  # no colours in a pipe
