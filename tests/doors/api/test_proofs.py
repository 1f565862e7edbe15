"""Links of a profile are proved by pages that lead back to it."""

import pytest

from arengo.social.accounts.actions import delete_account
from arengo.social.accounts.model import Field
from arengo.social.accounts.proofs.actions import ask_for_proofs
from arengo.social.accounts.proofs.policy import leads_back, page_of
from tests.elsewhere import elsewhere

pytestmark = pytest.mark.anyio
ME = "/api/v1/accounts/verify_credentials"


@pytest.fixture
async def there(anyio_backend):  # noqa: ARG001
    async with elsewhere() as there:
        yield there


async def state(facts, *pairs) -> list[bool]:
    """Give somebody facts, if any, run the jobs, and tell which of them are proved."""
    person, world = facts
    if pairs:
        fields = [{"name": name, "value": value} for name, value in pairs]
        answer = await person.patch(
            "/api/v1/accounts/update_credentials", json={"fields_attributes": fields}
        )
        assert answer.status_code == 200, answer.text
    await world.run_jobs()
    shown = (await person.get(ME)).json()["fields"]
    return [each["verified_at"] is not None for each in shown]


def page(world, *, rel="me", name="alice"):
    return f'<p>x</p><a class="y" rel="{rel}" href="{world.settings.origin}/@{name}">me</a>'


async def test_a_page_that_leads_back_is_proved_and_others_are_not(world, alice, there):
    good = there.says("/good", page(world))
    other = there.says("/other", page(world, name="bob"))
    plain = there.says("/plain", page(world, rel="nofollow"))
    facts = (("Site", good), ("Other", other), ("Plain", plain), ("Words", f"see {good}"))
    assert await state((alice, world), *facts) == [True, False, False, False]


async def test_a_proof_stays_with_its_fact_and_goes_with_it(world, alice, there):
    good = there.says("/good", page(world))
    assert await state((alice, world), ("Site", good)) == [True]
    asked = there.asked_for("/good")
    assert await state((alice, world), ("Site", good)) == [True]
    assert there.asked_for("/good") == asked, "what is proved is not asked again"
    there.says("/good", "<p>sold</p>")
    assert await state((alice, world), ("Page", good)) == [False]


async def test_looking_anew_takes_back_what_is_not_true_any_more(world, alice, there):
    good = there.says("/good", page(world))
    assert await state((alice, world), ("Site", good)) == [True]
    there.says("/good", "busy", status=503)
    await world.db.write(ask_for_proofs, by=alice.account_id)
    assert await state((alice, world)) == [True], "a page that is away says nothing"
    there.says("/good", "<p>sold</p>")
    await world.db.write(ask_for_proofs, by=alice.account_id)
    assert await state((alice, world)) == [False]


async def test_what_is_no_page_is_not_proved(world, alice, there):
    text = there.says("/text", page(world), content_type="text/plain")
    broken = there.sends("/broken", b"not http\r\n\r\n")
    facts = (("Text", text), ("Broken", broken), ("Nowhere", "http://127.0.0.1:1/"))
    assert await state((alice, world), *facts) == [False, False, False]


async def test_who_left_meanwhile_is_not_looked_for(world, alice, there):
    good = there.says("/good", page(world))
    fields = [{"name": "Site", "value": good}]
    await alice.patch("/api/v1/accounts/update_credentials", json={"fields_attributes": fields})
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert there.asked_for("/good") == 0


@pytest.mark.parametrize(
    ("html", "proves"),
    [
        ('<link rel="me" href="https://here.example/@alice">', True),
        ("<A HREF='https://here.example/@Alice/' REL='noopener ME'>", True),
        ('<a rel="me" href=" https://here.example/users/alice ">', True),
        ('<!-- <a rel="me" href="https://here.example/@alice"> -->', False),
        ('<script>"<a rel=me href=https://here.example/@alice>"</script>', False),
        ('<textarea><a rel="me" href="https://here.example/@alice"></textarea>', False),
        ('<a rel="me" href="https://here.example/@alice', False),
        ('<a rel="me" href="https://here.example/@alicex">', False),
        ('<a rel="metoo" href="https://here.example/@alice">', False),
        ("<a " * 20_000, False),
        ('<a title="' * 20_000, False),
        ("<!--" * 20_000, False),
        ("", False),
    ],
)
def test_only_a_tag_that_says_so_proves(html, proves):
    mine = {"https://here.example/@alice", "https://here.example/users/alice"}
    assert leads_back(html, mine) is proves


@pytest.mark.parametrize(
    ("value", "page"),
    [
        ("https://nives.example", "https://nives.example"),
        (" https://nives.example/a?b=c ", "https://nives.example/a?b=c"),
        ("my site https://nives.example", None),
        ("https://a.example https://b.example", None),
        ("nives.example", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_fact_names_a_page_when_it_is_nothing_else(value, page):
    assert page_of(Field("Site", value)) == page
