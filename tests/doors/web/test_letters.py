"""Open letters as everybody reads them: in their language, sealed, in feeds, as files to check."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.lifeboat import Lifeboat, Signed
from arengo.social.instance.open_letters.model import Document, OpenLetter, Text, Words
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in
from tests.markup import Tag

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
TEXTS = (
    Text(
        language="it",
        title="Domenica traslochiamo",
        text="Care vicine,\n\n22:00 | Si chiude.\n2:00 | Si riapre: https://example.org/x\n\nCiao.",
    ),
    Text(language="de", title="Am Sonntag ziehen wir um", text="Liebe Nachbarn,\n\nbis bald."),
    Text(language="en", title=HOSTILE, text=f"{HOSTILE}\n\n{HOSTILE} | {HOSTILE}"),
)
WORDS = Words(texts=TEXTS, by=HOSTILE, role="per la redazione", place="Montelarco")


async def signed(world, alice, words: Words = WORDS) -> OpenLetter:
    site = world.whole.site
    draft = await world.db.write(actions.draft, words, by=AccountId(alice.account_id))
    return await world.db.write(actions.sign, draft.id, site=site.settings.origin, keys=site.keys)


def paragraphs(soup: Tag) -> list[str]:
    return [tag.get_text() for tag in soup.select(".letter .text > p")]


async def test_a_letter_is_read_in_the_language_of_its_reader(world, anonymous, alice):
    letter = await signed(world, alice)
    url = f"/letter/{letter.seal.slug}"
    italian = await read(anonymous, url, headers={"accept-language": "it"})
    assert italian.h1.get_text() == "Domenica traslochiamo"
    assert paragraphs(italian) == ["Care vicine,", "Ciao."]
    rows = [(r.dt.get_text(), r.dd.get_text()) for r in italian.select(".letter dl > div")]
    assert rows == [("22:00", "Si chiude."), ("2:00", "Si riapre: https://example.org/x")]
    assert italian.select_one(".letter dd a")["href"] == "https://example.org/x"
    assert italian.select_one("#seal").get_text() == "Questa lettera è autentica"
    french = await read(anonymous, f"{url}?lang=fr")
    assert (french.html["lang"], french.article["lang"]) == ("fr", "it"), "the first stands in"
    links = {a["lang"]: a["href"] for a in french.select(".letter .languages a")}
    assert [a.get_text() for a in french.select(".letter .languages a")] == [
        "Italiano",
        "Deutsch",
        "English",
    ]
    german = await read(anonymous, links["de"])
    assert german.h1.get_text() == "Am Sonntag ziehen wir um"
    english = await read(anonymous, links["en"])
    assert english.h1.get_text() == HOSTILE
    assert paragraphs(english) == [HOSTILE]
    assert english.select_one(".letter .signed .name").get_text() == HOSTILE
    assert english.select("article script, article img, article [onload]") == []


async def test_anybody_checks_a_letter_with_three_files(world, anonymous, alice):
    letter = await signed(world, alice)
    soup = await read(anonymous, f"/letter/{letter.seal.slug}")
    key, document, signature = [
        await anonymous.get(a["href"]) for a in soup.select(".seal details a")
    ]
    for each in (key, document, signature):
        assert each.headers["access-control-allow-origin"] == "*"
    public = load_pem_public_key(key.content)
    assert isinstance(public, Ed25519PublicKey)
    public.verify(signature.content, document.content)
    told = msgspec.json.decode(document.content, type=Document)
    assert (told.texts, told.number, told.site) == (TEXTS, 1, "https://arengo.test")
    assert document.headers["content-type"].startswith("application/json")


async def test_a_letter_that_was_changed_behind_our_back_says_so(world, anonymous, alice):
    letter = await signed(world, alice)
    forged = letter.seal.document.replace("Ciao.", "Pay here.")
    statement = "UPDATE open_letters SET signed_text = :forged"
    await world.db.write(lambda tx: tx.execute(statement, forged=forged) and None)
    soup = await read(anonymous, f"/letter/{letter.seal.slug}?lang=en")
    assert soup.select_one("#seal").get_text() == "This letter is not authentic"


async def test_letters_are_listed_newest_first_and_go_on(world, anonymous, alice):
    assert (await read(anonymous, "/letter")).select_one("p.empty")
    for number in range(1, 23):
        text = Text(language="en", title=f"Letter {number}", text="x")
        await signed(world, alice, Words(texts=(text,)))
    first = await read(anonymous, "/letter")
    titles = [tag.get_text() for tag in first.select(".rule .serif")]
    assert titles == [f"Letter {number}" for number in range(22, 2, -1)]
    second = await read(anonymous, first.select_one("a[rel=next]")["href"])
    assert [tag.get_text() for tag in second.select(".rule .serif")] == ["Letter 2", "Letter 1"]
    assert second.select("a[rel=next]") == []


@pytest.mark.parametrize("form", ["rss", "atom", "jsonfeed"])
async def test_feeds_have_a_letter_in_each_of_its_languages(world, anonymous, alice, form):
    await signed(world, alice)
    answer = await anonymous.get(f"/letter.{form}")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    for text in TEXTS[:2]:
        assert text.title in answer.text
    assert answer.text.count("/letter/1-domenica-traslochiamo?lang=it") >= 1
    assert "<script>" not in answer.text.replace("\\u003c", "<") or form == "jsonfeed"


@pytest.mark.parametrize(
    "path", ["/letter/9-nothing", "/letter/9.json", "/letter/9.sig", "/letter/%00", "/letter/x/y"]
)
async def test_what_was_never_signed_is_not_there(world, anonymous, alice, path):
    await world.db.write(actions.draft, WORDS, by=AccountId(alice.account_id))
    assert (await anonymous.get(path)).status_code == 404


@pytest.mark.parametrize("query", ["below=0", "below=x", "below=99999999999999999999"])
async def test_a_wrong_place_in_the_list_is_refused(anonymous, query):
    assert (await anonymous.get(f"/letter?{query}")).status_code == 422


async def test_a_withdrawn_letter_is_gone_everywhere(world, anonymous, alice):
    letter = await signed(world, alice)
    await world.db.write(actions.withdraw, letter.id)
    for path in (f"/letter/{letter.seal.slug}{end}" for end in ("", ".json", ".sig")):
        assert (await anonymous.get(path)).status_code == 404
    assert (await read(anonymous, "/letter")).select_one("p.empty")
    assert "Domenica" not in (await anonymous.get("/.well-known/arengo-lifeboat")).text


async def test_the_lifeboat_is_for_everybody_and_signed(world, anonymous, alice):
    await signed(world, alice)
    answer = await anonymous.get("/.well-known/arengo-lifeboat")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"].startswith("public")
    envelope = msgspec.json.decode(answer.content, type=Signed)
    key = Ed25519PublicKey.from_public_bytes(envelope.key)
    key.verify(envelope.signature, envelope.document.encode())
    boat = msgspec.json.decode(envelope.document, type=Lifeboat)
    assert boat.letter is not None
    key.verify(boat.letter.signature, boat.letter.document.encode())


async def test_the_newest_letter_is_told_of_for_as_long_as_it_is_news(world, anonymous, alice):
    await signed(world, alice, Words(texts=TEXTS, until_ms=now_ms() + DAY_MS))
    browser = await sign_in(world, alice)
    for person in (anonymous, browser):
        soup = await read(person, "/about?lang=it")
        [line] = soup.select("main > .rule")
        assert line.a["href"] == "/letter/1-domenica-traslochiamo?lang=it"
        assert line.select_one(".note").get_text().endswith("in Italiano, Deutsch, English")
    letter = await read(anonymous, "/letter/1-domenica-traslochiamo")
    assert letter.select("main > .rule") == []
    await signed(world, alice, Words(texts=TEXTS, until_ms=now_ms() - 1))
    assert (await read(anonymous, "/about")).select("main > .rule") == []
