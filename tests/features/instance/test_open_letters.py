"""Open letters: signed once, checked by anybody, never changed and never numbered twice."""

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId
from arengo.config.keys import load_keys
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.actions import change_setting
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.lifeboat import Lifeboat, Signed, launch
from arengo.social.instance.open_letters.model import (
    LANGUAGES_MAX,
    TEXT_MAX,
    Document,
    OpenLetter,
    Text,
    Words,
)
from arengo.social.instance.open_letters.policy import slug_of
from arengo.social.instance.open_letters.queries import (
    drafts,
    newest_letter,
    news_of_letters,
    open_letter,
    signed_letter,
    signed_letters,
)
from tests.world import Person, World

pytestmark = pytest.mark.anyio
SITE = "https://arengo.test"
IT = Text(language="it", title="Domenica notte traslochiamo.", text="Care vicine,\n\na presto.")
EN = Text(language="en", title="On Sunday night we move.", text="Dear neighbours,\n\nsee you.")
WORDS = Words(texts=(IT, EN), by="Orsola Ventadri", role="for the team", place="Montelarco")


async def drafted(world: World, person: Person, words: Words = WORDS) -> OpenLetter:
    return await world.db.write(actions.draft, words, by=AccountId(person.account_id))


async def signed(world: World, letter: OpenLetter) -> OpenLetter:
    return await world.db.write(actions.sign, letter.id, site=SITE, keys=world.whole.site.keys)


def checked_by_anybody(envelope: Signed) -> bytes:
    Ed25519PublicKey.from_public_bytes(envelope.key).verify(
        envelope.signature, envelope.document.encode()
    )
    return envelope.document.encode()


async def test_a_draft_is_changed_signed_and_checked_by_anybody(world, alice):
    draft = await drafted(world, alice, Words(texts=(EN,)))
    assert await world.db.read(newest_letter) is None
    changed = await world.db.write(actions.change, draft.id, WORDS, by=AccountId(alice.account_id))
    letter = await signed(world, draft)
    assert letter.words == changed.words == WORDS
    assert letter.seal.slug == "1-domenica-notte-traslochiamo"
    assert await signed(world, draft) == letter, "twice is once"
    for found in (
        await world.db.read(open_letter, letter.id),
        await world.db.read(signed_letter, letter.seal.slug),
        await world.db.read(newest_letter),
    ):
        assert found == letter
    assert await world.db.read(drafts) == []
    key = Ed25519PublicKey.from_public_bytes(world.whole.site.keys.public)
    written = letter.seal.document.encode()
    key.verify(letter.seal.signature, written)
    document = msgspec.json.decode(written, type=Document)
    assert (document.site, document.number, document.texts) == (SITE, 1, (IT, EN))
    for place in range(0, len(written), 7):
        other = bytearray(written)
        other[place] ^= 1
        with pytest.raises(InvalidSignature):
            key.verify(letter.seal.signature, bytes(other))


async def test_what_is_signed_never_changes_and_its_number_is_never_given_again(world, alice):
    first, second = await drafted(world, alice), await drafted(world, alice)
    await signed(world, first)
    me = AccountId(alice.account_id)
    with pytest.raises(Invalid, match="signed already"):
        await world.db.write(actions.change, first.id, WORDS, by=me)
    with pytest.raises(NotFound):
        await world.db.write(actions.remove, first.id)
    with pytest.raises(Invalid, match="not signed yet"):
        await world.db.write(actions.withdraw, second.id)
    await world.db.write(actions.withdraw, first.id)
    assert await world.db.read(newest_letter) is None
    for verb in (actions.withdraw, actions.remove):
        with pytest.raises(NotFound):
            await world.db.write(verb, first.id)
    with pytest.raises(NotFound):
        await signed(world, first)
    assert (await signed(world, second)).seal.number == 2
    third = await drafted(world, alice)
    await world.db.write(actions.remove, third.id)
    assert [each.seal.number for each in await world.db.read(signed_letters, limit=9)] == [2]


@pytest.mark.parametrize(
    "words",
    [
        Words(),
        Words(texts=(Text(language="en", title=" ", text=""),)),
        Words(texts=(Text(language="en", title="x", text=""),)),
        Words(texts=(Text(language="en", title="", text="x"),)),
        Words(texts=(EN, EN)),
        Words(texts=(Text(language="xx-none", title="x", text="y"),)),
        Words(texts=(Text(language="en", title="x" * 201, text="y"),)),
        Words(texts=(Text(language="en", title="x", text="y" * (TEXT_MAX + 1)),)),
        Words(texts=(EN,), by="x" * 101),
        Words(
            texts=tuple(
                Text(language=each, title="x", text="y")
                for each in [
                    "aa",
                    "ab",
                    "ae",
                    "af",
                    "ak",
                    "am",
                    "an",
                    "ar",
                    "as",
                    "av",
                    "ay",
                    "az",
                    "ba",
                ][: LANGUAGES_MAX + 1]
            )
        ),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_is_no_letter_is_refused(world, alice, words):
    with pytest.raises(Invalid, match="Validation failed"):
        await drafted(world, alice, words)
    assert await world.count("open_letters") == 0


def test_an_address_is_plain_and_never_the_same_twice():
    assert slug_of(7, "L'été à Ravel: où, quand?") == "7-l-ete-a-ravel-ou-quand"
    assert slug_of(8, "日曜日") == "8"
    assert slug_of(9, "word " * 40) == "9-" + "-".join(["word"] * 12)
    assert slug_of(9, "w" * 200) == "9-" + "w" * 60


async def test_the_lifeboat_carries_the_newest_letter_and_where_else_to_look(world, alice):
    keys = world.whole.site.keys
    await world.db.write(change_setting, "mirrors", "https://mirror.example/a http://abc.onion")
    boat = await boarded(world)
    assert (boat.letter, boat.key) == (None, keys.public)
    for _ in range(2):
        await signed(world, await drafted(world, alice))
    boat = await boarded(world)
    assert boat.mirrors == ("https://mirror.example/a", "http://abc.onion")
    letter = msgspec.json.decode(checked_by_anybody(boat.letter), type=Document)
    assert (letter.number, boat.site, boat.title) == (2, SITE, "Arengo")


async def test_a_letter_is_news_until_its_time_and_while_it_is_the_newest(world, alice):
    soon = Words(texts=(EN,), until_ms=now_ms() + HOUR_MS)
    first = await signed(world, await drafted(world, alice, soon))
    news = await world.db.read(news_of_letters, now=now_ms())
    assert (news.letter_id, news.signature) == (first.id, first.seal.signature)
    assert await world.db.read(news_of_letters, now=now_ms() + 2 * HOUR_MS) is None
    second = await signed(world, await drafted(world, alice))
    assert await world.db.read(news_of_letters, now=now_ms()) is None
    await world.db.write(actions.withdraw, second.id)
    assert await world.db.read(news_of_letters, now=now_ms()) == news


async def boarded(world: World) -> Lifeboat:
    said = await world.db.read(launch, site=SITE, keys=world.whole.site.keys)
    envelope = msgspec.json.decode(said, type=Signed)
    return msgspec.json.decode(checked_by_anybody(envelope), type=Lifeboat)


@pytest.mark.parametrize(
    "address", ["ftp://x", "https://a b", "https://x;y", "https://x\n", "javascript:1", "//x"]
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_mirror_is_a_plain_address(world, address):
    with pytest.raises(Invalid):
        await world.db.write(change_setting, "mirrors", [address])


async def test_the_portrait_goes_with_its_person_and_the_signature_stays(world, alice):
    letter = await signed(world, await drafted(world, alice))
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    left = await world.db.read(open_letter, letter.id)
    assert left.author_id is None
    assert left.seal == letter.seal


def test_the_key_of_a_site_is_made_once(tmp_path):
    first = load_keys(tmp_path)
    assert load_keys(tmp_path) == first
    assert first.public != load_keys(tmp_path / "other").public
    assert (tmp_path / "keys" / "instance").stat().st_mode & 0o777 == 0o600
