"""`arengo letters`: written from files, signed with the key of the site, withdrawn."""

import pytest

ITALIAN = "Domenica traslochiamo\n\nCari vicini,\n\nci vediamo.\n"


@pytest.fixture
def files(tmp_path):
    """Give where a letter stands in two languages."""
    (tmp_path / "it.txt").write_text(ITALIAN, encoding="utf-8")
    (tmp_path / "en.txt").write_text("We move on Sunday\nSee you.", encoding="utf-8")
    return f"it={tmp_path / 'it.txt'}", f"en={tmp_path / 'en.txt'}"


def test_a_letter_is_written_changed_signed_and_withdrawn(anywhere, files, newcomer):
    anywhere("db", "migrate")
    anywhere(*newcomer("nives"))
    assert anywhere("letters", "list").stdout == "No open letters.\n"
    signature = (
        "--by",
        "Nives",
        "--role",
        "Operator",
        "--until",
        "2999-12-31",
        "--author",
        "nives",
    )
    made = anywhere.json("letters", "write", *files, *signature)
    assert (made["state"], made["languages"], made["url"]) == ("draft", "it en", None)
    assert made["until"] == "3000-01-01T00:00:00.000Z"
    shown = anywhere("letters", "show", made["id"]).stdout
    assert "[it] Domenica traslochiamo\n\nCari vicini,\n\nci vediamo.\n" in shown
    assert shown.endswith("Nives, Operator\nA draft.\n")
    changed = anywhere.json("letters", "write", files[1], "--draft", made["id"])
    assert (changed["id"], changed["title"]) == (made["id"], "We move on Sunday")
    signed = [anywhere.json("letters", "sign", made["id"]) for _ in range(2)]
    assert signed[0] == signed[1]
    assert (signed[0]["state"], signed[0]["number"]) == ("signed", 1)
    assert signed[0]["url"].endswith("/letter/1-we-move-on-sunday")
    assert anywhere.json("letters", "list") == [signed[0]]
    assert "No. 1, http" in anywhere("letters", "show", made["id"]).stdout
    assert anywhere.json("letters", "withdraw", made["id"])["state"] == "withdrawn"
    assert anywhere.json("letters", "list") == []
    acts = [row["act"] for row in anywhere.json("audit", "list")]
    assert [each for each in acts if "letter" in each] == [
        "withdraw open letter",
        "sign open letter",
    ]


def test_what_cannot_be_written_or_signed_is_said_in_words(sqlite, files, tmp_path):
    sqlite("db", "migrate")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for words, said in (
        (("it",), "Write LANGUAGE=FILE, like it=lettera.txt, instead of 'it'."),
        ((f"it={tmp_path / 'none'}",), "cannot be read"),
        ((f"it={tmp_path / 'bytes'}",), "cannot be read"),
        ((files[0], files[0]), "Language is not included in the list"),
        ((files[0], "--until", "soon"), "'soon' is no day. Write a day like 2026-12-31."),
        ((files[0], "--author", "nobody"), "Nobody here is called 'nobody'."),
        ((files[0], "--draft", "5"), "There is no open letter '5'."),
    ):
        assert said in sqlite("letters", "write", *words, status=1).stderr
    typed = sqlite("letters", "write", "en=-", "--json", input="Only a title\n", status=1)
    assert "Title and text can't be blank" in typed.stdout
    for verb in ("show", "sign", "withdraw", "remove"):
        missing = sqlite("letters", verb, "5", status=1).stderr
        assert missing == "Error: There is no open letter '5'.\n"
    draft = sqlite.json("letters", "write", *files)
    assert "It is not signed yet" in sqlite("letters", "withdraw", draft["id"], status=1).stderr
    other = sqlite.json("letters", "write", files[1])
    sqlite("letters", "sign", draft["id"])
    for verb in (("remove", draft["id"]), ("write", *files, "--draft", draft["id"])):
        assert "signed already" in sqlite("letters", *verb, status=1).stderr
    assert sqlite.json("letters", "remove", other["id"])["state"] == "removed"
    assert [row["id"] for row in sqlite.json("letters", "list")] == [draft["id"]]
