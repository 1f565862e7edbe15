"""Link cards through the door: read by a job from a real server, shown below the post."""

import io

import pytest
from PIL import Image

from tests.doors.api.test_search_posts import found
from tests.elsewhere import elsewhere
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
DAY_S = 24 * 60 * 60
# What does not depend on the database is tried on one.
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
async def there(anyio_backend):  # noqa: ARG001
    async with elsewhere() as there:
        yield there


def page(title="A page", head=""):
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>x</body></html>"


def drawing():
    file = io.BytesIO()
    Image.new("RGB", (600, 300), "teal").save(file, "PNG")
    return file.getvalue()


async def card_of(person, post):
    return (await person.get(f"/api/v1/statuses/{post['id']}")).json()["card"]


async def test_a_link_gets_a_card(world, alice, anonymous, there):
    image = there.says("/i.png", drawing(), content_type="image/png")
    head = """
      <meta property="og:title" content="Soup &amp; bread">
      <meta property="og:description" content="How  to\tcook">
      <meta property="og:site_name" content="Kitchen">
      <meta property="og:image" content="/i.png"><meta property="og:image:alt" content="A pot">
      <meta property="article:published_time" content="2026-01-02T03:04:05+01:00">
      <meta name="author" content="Ann">
    """
    url = there.says("/soup", page(head=head))
    post = await alice.publish(f"read {url}!")
    assert post["card"] is None
    await world.run_jobs()
    card = await card_of(anonymous, post)
    assert {key: card[key] for key in ("url", "title", "description", "type", "html")} == {
        "url": url,
        "title": "Soup & bread",
        "description": "How to cook",
        "type": "link",
        "html": "",
    }
    assert card["provider_name"] == "Kitchen"
    assert card["authors"] == [{"name": "Ann", "url": "", "account": None}]
    assert card["published_at"] == "2026-01-02T02:04:05.000Z"
    assert card["image_description"] == "A pot"
    assert (card["width"], card["height"]) == (600, 300)
    assert card["blurhash"]
    assert card["image"].startswith(world.settings.origin)
    served = await anonymous.get(card["image"])
    assert Image.open(io.BytesIO(served.content)).size == (600, 300)
    assert there.asked_for("/soup") == there.asked_for("/i.png") == 1
    assert image not in (await anonymous.get(f"/api/v1/statuses/{post['id']}")).text


async def test_a_card_is_shared_and_goes_with_its_last_post(world, alice, bob, there):
    there.says("/i.png", drawing(), content_type="image/png")
    url = there.says("/a", page(head='<meta property="og:image" content="/i.png">'))
    first = await alice.publish(url)
    await world.run_jobs()
    second = await bob.publish(f"me too {url}")
    await world.run_jobs()
    assert await card_of(alice, first) == await card_of(alice, second) != None  # noqa: E711
    assert there.asked_for("/a") == 1
    image = (await card_of(alice, first))["image"]
    await alice.delete(f"/api/v1/statuses/{first['id']}")
    await world.run_jobs()
    assert (await alice.get(image)).status_code == 200
    await bob.delete(f"/api/v1/statuses/{second['id']}")
    await world.run_jobs()
    assert await world.count("cards") == await world.count("card_entries") == 0
    assert (await alice.get(image)).status_code == 404


async def test_a_page_is_asked_again_after_two_weeks(world, alice, there):
    there.says("/i.png", drawing(), content_type="image/png")
    url = there.says("/a", page("Old", '<meta property="og:image" content="/i.png">'))
    first = await alice.publish(url)
    await world.run_jobs()
    image = (await card_of(alice, first))["image"]
    there.says("/a", page("New"))
    with travelling(13 * DAY_S):
        await alice.publish(url)
        await world.run_jobs()
        assert (await card_of(alice, first))["title"] == "Old"
    with travelling(15 * DAY_S):
        await alice.publish(url)
        await world.run_jobs()
        assert (await card_of(alice, first))["title"] == "New"
        assert (await card_of(alice, first))["image"] is None
    assert (await alice.get(image)).status_code == 404
    there.answers.clear()
    with travelling(40 * DAY_S):
        last = await alice.publish(url)
        await world.run_jobs()
        assert (await card_of(alice, last))["title"] == "New"  # better than nothing


async def test_what_cannot_be_read_is_not_asked_again_at_once(world, alice, there):
    url = there.url("/absent")
    for _ in range(2):
        post = await alice.publish(url)
        await world.run_jobs()
        assert await card_of(alice, post) is None
    assert there.asked_for("/absent") == 1
    assert await world.count("cards") == 1
    there.says("/absent", page("Back"))
    with travelling(DAY_S):
        post = await alice.publish(url)
        await world.run_jobs()
        assert (await card_of(alice, post))["title"] == "Back"


async def test_what_could_not_be_read_is_forgotten(world, alice, there):
    await alice.publish(there.url("/absent"))
    await world.run_jobs()
    with travelling(2 * DAY_S):
        await world.run_jobs()
    assert await world.count("cards") == 0


async def test_an_edit_changes_the_card(world, alice, there):
    one, two = there.says("/1", page("One")), there.says("/2", page("Two"))
    post = await alice.publish(f"see {one}")
    await world.run_jobs()

    async def edit(text):
        answer = await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": text})
        assert answer.status_code == 200, answer.text
        return answer.json()["card"]

    assert (await edit(f"see again {one}"))["title"] == "One"
    assert await edit(f"rather {two}") is None
    await world.run_jobs()
    assert (await card_of(alice, post))["title"] == "Two"
    assert await edit("nothing") is None
    await world.run_jobs()
    assert await world.count("cards") == await world.count("card_entries") == 0


@ONE_ENGINE
async def test_the_first_link_elsewhere_counts(world, alice, there):
    own = f"{world.settings.origin}/@alice/1"
    away, other = there.says("/away", page("Away")), there.says("/other", page("Other"))
    post = await alice.publish(f"@bob #tag {own} then {away} and {other}")
    await world.run_jobs()
    assert (await card_of(alice, post))["title"] == "Away"
    assert not there.asked_for("/other")
    for text in (f"only {own}", "no link at all", f"{world.settings.origin}?x"):
        post = await alice.publish(text)
        await world.run_jobs()
        assert await card_of(alice, post) is None


@ONE_ENGINE
async def test_private_posts_have_cards_too(world, alice, there):
    url = there.says("/p", page("Private"))
    post = await alice.publish(url, visibility="direct")
    await world.run_jobs()
    assert (await card_of(alice, post))["title"] == "Private"


async def test_a_deleted_post_gets_no_card(world, alice, there):
    url = there.says("/gone", page("Gone"))
    post = await alice.publish(url)
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    await world.run_jobs()
    assert not there.asked
    assert await world.count("cards") == 0


@ONE_ENGINE
async def test_no_page_no_card(world, alice, there):
    bodies = [
        ("just text", "text/plain"),
        (drawing(), "image/png"),
        ("{}", "application/json"),
        ("<html><head></head></html>", "text/html"),
        ("<html><title> \n </title></html>", "text/html"),
        (b"", "text/html"),
        (b"\x00\xff\xfe" * 100, "text/html"),
    ]
    urls = [
        there.says(f"/{number}", body, content_type=content_type)
        for number, (body, content_type) in enumerate(bodies)
    ]
    posts = [await alice.publish(url) for url in urls]
    await world.run_jobs()
    assert [await card_of(alice, post) for post in posts] == [None] * len(bodies)
    assert [there.asked_for(f"/{number}") for number in range(len(bodies))] == [1] * len(bodies)


@ONE_ENGINE
async def test_an_image_that_is_none_leaves_the_card(world, alice, there):
    bad = ("/missing.png", "http://10.0.0.1/i.png", "file:///etc/passwd", "data:,x", "/text.png")
    there.says("/text.png", "no image", content_type="image/png")
    posts = []
    for number, image in enumerate(bad):
        head = f'<meta property="og:image" content="{image}">'
        posts.append(await alice.publish(there.says(f"/{number}", page("Fine", head))))
    await world.run_jobs()
    for post in posts:
        card = await card_of(alice, post)
        assert (card["title"], card["image"], card["width"]) == ("Fine", None, 0)


@ONE_ENGINE
async def test_oembed_tells_who_wrote_it(world, alice, there):
    told = '{"type":"video","author_name":"Ann","author_url":"/ann","provider_name":"Films",'
    told += '"provider_url":"javascript:alert(1)","html":"<iframe>","title":5}'
    there.says("/o", told, content_type="application/json")
    head = '<link rel="alternate" type="application/json+oembed" href="/o">'
    post = await alice.publish(there.says("/film", page("Film", head)))
    await world.run_jobs()
    card = await card_of(alice, post)
    assert (card["type"], card["html"], card["author_name"]) == ("link", "", "Ann")
    assert card["author_url"] == there.url("/ann")
    assert (card["provider_name"], card["provider_url"]) == ("Films", "")


async def test_what_embeds_something_is_found_by_it(world, alice, there):
    oembed = '<link rel="alternate" type="application/json+oembed" href="/%s">'
    for kind in ("photo", "video", "rich", "link", "moon"):
        there.says(f"/{kind}.json", f'{{"type":"{kind}"}}', content_type="application/json")
    there.says("/odd.json", '{"type":["video"]}', content_type="application/json")
    there.says("/i.png", drawing(), content_type="image/png")
    heads = {
        "og": '<meta property="og:video" content="/film.mp4">',
        "player": '<meta name="twitter:player" content="https://player.test/1">',
        "script": '<meta name="twitter:player" content="javascript:alert(1)">',
        "picture": '<meta name="twitter:card" content="photo">'
        '<meta name="og:image" content="/i.png">',
        "bare": '<meta name="twitter:card" content="photo">',
        "summary": '<meta name="twitter:card" content="summary">',
        **{name: oembed % f"{name}.json" for name in ("photo", "video", "rich", "link", "moon")},
        "odd": oembed % "odd.json",
        "both": '<meta property="og:video" content="/film.mp4">' + oembed % "link.json",
    }
    posts = {}
    for name, head in heads.items():
        posts[name] = await alice.publish(f"{name} {there.says(f'/{name}', page(head=head))}")
    await world.run_jobs()
    cards = {name: await card_of(alice, post) for name, post in posts.items()}
    assert {card["html"] for card in cards.values()} == {""}
    assert [name for name, card in cards.items() if card["type"] != "link"] == ["picture"]
    embedding = {"og", "player", "picture", "bare", "photo", "video", "rich", "both"}
    assert await found(alice, "has:embed") == [
        post["id"] for name, post in reversed(posts.items()) if name in embedding
    ]
    assert there.asked_for("/film.mp4") == 0


async def test_a_post_embeds_as_long_as_its_card_does(world, alice, there):
    video = '<meta property="og:video" content="https://player.test/1">'
    url, words = there.says("/v", page(head=video)), there.says("/w", page())
    post = await alice.publish(url)
    path = f"/api/v1/statuses/{post['id']}"
    for text, expected in ((url, True), (words, False), (url, True), ("nothing", False)):
        await alice.put(path, json={"status": text})
        await world.run_jobs()
        assert await found(alice, "has:embed") == ([post["id"]] if expected else []), text
    await alice.put(path, json={"status": f"{url} again"})
    await world.run_jobs()
    there.says("/v", page("no film any more"))
    with travelling(15 * DAY_S):
        await alice.publish(f"once more {url}")
        await world.run_jobs()
        assert await found(alice, "has:embed") == []


@ONE_ENGINE
async def test_a_page_inside_is_not_asked(world, alice, there):
    there.says("/out", status=302, Location="http://169.254.169.254/latest/")
    for url in (there.url("/out"), "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://a.b/"):
        post = await alice.publish(f"see {url}")
        await world.run_jobs()
        assert await card_of(alice, post) is None


@ONE_ENGINE
async def test_strange_words_in_a_page_do_no_harm(world, alice, there):
    title = "<b>bold</b> &lt;script&gt; \u202eevil\x07" + "x" * 5000
    post = await alice.publish(there.says("/s", page(title)))
    await world.run_jobs()
    shown = (await card_of(alice, post))["title"]
    assert shown.startswith("<b>bold</b> <script> evil")
    assert len(shown) == 250
    assert shown.endswith("…")
