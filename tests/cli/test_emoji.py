"""`arengo emoji`: add, list, remove."""

from PIL import Image


def test_an_emoji_is_added_listed_and_removed(sqlite, tmp_path):
    file = tmp_path / "tea.png"
    Image.new("RGB", (64, 64), "green").save(file)
    sqlite("db", "migrate")
    assert sqlite("emoji", "list").stdout == "No emoji.\n"
    made = sqlite.json("emoji", "add", "tea", str(file), "--category", "Drinks")
    assert made == {"shortcode": "tea", "category": "Drinks", "listed": True, "animated": False}
    assert "Drinks" in sqlite("emoji", "list").stdout
    words = sqlite("emoji", "add", "t", str(file), status=1).stderr
    assert words.startswith("Error: A shortcode has 2 to 64 letters")
    assert sqlite.json("emoji", "remove", "tea")["shortcode"] == "tea"
    assert sqlite("emoji", "remove", "tea", status=1).stderr == "Error: There is no emoji 'tea'\n"
