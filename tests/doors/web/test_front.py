"""The front page and the page about this place: what is shown there, and to whom."""

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId
from arengo.social.accounts.actions import suspend
from arengo.social.instance.actions import change_setting
from tests.doors.web.reading import (
    HOSTILE,
    ONE_ENGINE,
    SESSION,
    addresses,
    newest_first,
    read,
    sign_in,
    texts,
)

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
PUBLIC = "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400"


async def test_an_empty_place_says_so_and_how_to_connect_an_app(anonymous):
    soup = await read(anonymous, "/")
    assert soup.select_one("p.empty")
    assert len(soup.select("ol.steps li")) == 3
    assert soup.select_one("code.address").get_text() == "arengo.test"
    assert soup.select_one('a.button[href^="/auth/sign_up"]')
    assert soup.select_one('a.button[href^="/auth/sign_in"]')


async def test_the_newest_public_posts_stand_first(anonymous, alice, bob):
    first = await alice.publish("The first lamp is lit.")
    second = await bob.publish("The second lamp, too.")
    soup = await read(anonymous, "/")
    assert addresses(soup) == newest_first(first, second)
    assert set(texts(soup)) == {"The first lamp is lit.", "The second lamp, too."}
    people = {link["href"] for link in soup.select("article .who")}
    assert people == {"https://arengo.test/@alice", "https://arengo.test/@bob"}


async def test_hostile_words_are_shown_as_words(anonymous, alice):
    await alice.publish(HOSTILE, spoiler_text=HOSTILE, language="en")
    soup = await read(anonymous, "/")
    assert texts(soup) == [HOSTILE]
    assert HOSTILE in soup.select_one("details.warning summary").get_text()


async def test_the_operators_words_and_rules_are_shown_escaped(world, anonymous):
    for name, value in (
        ("title", "Montelarco <b>"),
        ("description", HOSTILE),
        ("rules", f"Be kind.\n{HOSTILE}"),
        ("registrations", "closed"),
    ):
        await world.db.write(change_setting, name, value)
    soup = await read(anonymous, "/")
    assert soup.title.get_text().endswith("Montelarco <b>")
    assert soup.select_one(".hero p").get_text() == HOSTILE
    assert [li.get_text(strip=True) for li in soup.select("ol.rules li")] == ["Be kind.", HOSTILE]
    assert soup.select('a[href^="/auth/sign_up"]') == []


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/", "", "en"),
        ("/", "fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("/?lang=it", "fr", "it"),
        ("/?lang=xx", "fr", "fr"),
        ("/?lang=", "it", "it"),
        ("/?" + "a=1&" * 200 + "lang=it", "fr", "fr"),
    ],
)
async def test_the_reader_chooses_the_language(anonymous, path, accepted, language):
    soup = await read(anonymous, path, headers={"accept-language": accepted})
    assert soup.html["lang"] == language
    assert soup.select_one(f'nav.languages a[lang="{language}"]')["aria-current"] == "true"


async def test_a_chosen_language_stays_on_our_links(anonymous):
    soup = await read(anonymous, "/?lang=it")
    assert soup.select_one("a.wordmark")["href"] == "/?lang=it"
    assert (await read(anonymous, "/")).select_one("a.wordmark")["href"] == "/"


async def test_a_page_for_everybody_may_be_kept_by_caches_and_sets_no_cookie(anonymous):
    answer = await anonymous.get("/")
    assert answer.headers["cache-control"] == PUBLIC
    assert answer.headers["vary"] == "Cookie, Accept-Language"
    assert "set-cookie" not in answer.headers


async def test_a_page_whose_address_says_the_language_is_kept_once_for_all_browsers(anonymous):
    answer = await anonymous.get("/?lang=fr", headers={"accept-language": "it"})
    assert answer.headers["cache-control"] == PUBLIC
    assert answer.headers["vary"] == "Cookie"
    soup = await read(anonymous, "/?lang=fr", headers={"accept-language": "en"})
    assert soup.html["lang"] == "fr"


async def test_a_page_for_a_browser_with_a_session_cookie_is_never_kept(world, alice, anonymous):
    browser = await sign_in(world, alice)
    answer = await browser.get("/")
    assert answer.headers["cache-control"] == "private, no-store"
    stale = await anonymous.get("/", headers={"cookie": f"{SESSION}=nobodys"})
    assert stale.headers["cache-control"] == "private, no-store"


async def test_who_is_signed_in_can_sign_out_with_a_form_that_carries_a_token(world, alice):
    browser = await sign_in(world, alice)
    answer = await browser.get("/")
    soup = await read(browser, "/")
    form = soup.select_one("header form[method=post]")
    assert "@alice" in form.get_text()
    assert len(form.select_one("input[name=csrf_token]")["value"]) == 64
    assert "__Host-arengo_csrf=" in answer.headers["set-cookie"]


async def test_about_names_rules_and_contact_as_the_operator_set_them(world, anonymous, alice):
    empty = await read(anonymous, "/about")
    assert empty.select("ol.rules, dl.ruled") == []
    for name, value in (
        ("extended_description", f"Two\n\nparagraphs. {HOSTILE}"),
        ("contact_email", "piazza@arengo.test"),
        ("contact_account_id", alice.account_id),
        ("rules", "Be kind."),
    ):
        await world.db.write(change_setting, name, value)
    soup = await read(anonymous, "/about")
    assert [p.get_text() for p in soup.select(".prose p")] == ["Two", f"paragraphs. {HOSTILE}"]
    assert soup.select_one("ol.rules").get_text(strip=True) == "Be kind."
    assert soup.select_one("dl a.who")["href"] == "https://arengo.test/@alice"
    assert soup.select_one('dl a[href^="mailto:"]').get_text() == "piazza@arengo.test"


async def test_about_does_not_name_a_contact_who_is_suspended(world, anonymous, alice):
    await world.db.write(change_setting, "contact_account_id", alice.account_id)
    await world.db.write(suspend, AccountId(alice.account_id))
    assert (await read(anonymous, "/about")).select("dl a.who") == []


async def test_the_team_is_named_with_what_it_may_do(world, anonymous, alice, bob, carol):
    assert "Nobody has a role" in (await read(anonymous, "/about/team")).main.get_text()
    given = {alice: RoleNumber.MODERATOR, bob: RoleNumber.OWNER, carol: RoleNumber.ADMIN}
    for person, role in given.items():
        await world.db.write(set_role, account_id=AccountId(person.account_id), role=role)
    await world.db.write(suspend, AccountId(carol.account_id))
    soup = await read(anonymous, "/about/team")
    assert [tag.get_text() for tag in soup.select("h2")] == ["Owner", "Moderator"]
    assert [tag["href"] for tag in soup.select("main a.who")] == [
        "https://arengo.test/@bob",
        "https://arengo.test/@alice",
    ]
    assert "Work on reports" in soup.main.get_text()
    assert not soup.select("main form")
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    browser = await sign_in(world, alice)
    assert len((await read(browser, "/about/team")).select("main a.who")) == 2


@pytest.mark.parametrize("path", ["/help", "/about/accessibility"])
async def test_newcomers_find_answers(anonymous, path):
    assert (await read(anonymous, path)).select("section h2")


@pytest.mark.parametrize("part", ["rules", "privacy", "terms", "contact"])
async def test_parts_of_the_page_about_this_place_have_their_own_address(anonymous, part):
    answer = await anonymous.get(f"/about/{part}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/about#{part}")
    assert (await anonymous.get("/about/nothing")).status_code == 404
