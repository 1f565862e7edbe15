"""`arengo invites`: the same with a running server and without, on both engines."""

from arengo.auth.signup.policy import DAYS_MAX, USES_MAX


def test_an_invitation_is_made_listed_and_ended(anywhere, newcomer):
    for name in ("alice", "bob"):
        anywhere(*newcomer(name, "--confirmed"))
    assert anywhere("invites", "list").stdout == "No invitations.\n"
    made = anywhere("invites", "create", "alice", "--uses", "5", "--days", "7").stdout
    *_, link = made.strip().splitlines()
    assert "/auth/sign_up?invite_code=" in link
    other = anywhere.json("invites", "create", "bob")
    assert (other["by"], other["most"], other["until"]) == ("bob", None, None)

    rows = anywhere.json("invites", "list")
    assert [(row["by"], row["joined"], row["most"]) for row in rows] == [
        ("bob", 0, None),
        ("alice", 0, 5),
    ]
    assert [row["link"] for row in anywhere.json("invites", "list", "alice")] == [link]
    for _ in range(2):
        assert anywhere.json("invites", "expire", link)["state"] == "over"
    assert anywhere.json("invites", "expire", other["code"])["state"] == "over"
    assert {row["state"] for row in anywhere.json("invites", "list")} == {"over"}


def test_refusals_are_sentences(sqlite, newcomer):
    sqlite(*newcomer("alice"))
    nobody = sqlite("invites", "create", "alcie", status=1).stderr
    assert nobody == "Error: Nobody here is called 'alcie'. Did you mean alice?\n"
    for option, most in (("--uses", USES_MAX), ("--days", DAYS_MAX)):
        for number in (0, most + 1):
            words = sqlite("invites", "create", "alice", option, str(number), status=1).stderr
            assert f"must be a number from 1 to {most}" in words
    assert sqlite("invites", "expire", "nothing", status=1).stderr == (
        "Error: There is no invitation 'nothing'.\n"
    )
    assert sqlite.json("invites", "list") == []
