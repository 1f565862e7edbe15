"""Whatever the staff does through the admin API stands in the audit log, and nothing else does."""

import pytest

from arengo.base.ids import AccountId
from arengo.base.text import tag_id
from arengo.gate.routes import TABLE
from arengo.moderation.audit.actions import note, noted
from arengo.moderation.audit.model import Act, Deed
from arengo.moderation.audit.queries import broken_at, entries, entries_about
from arengo.social.discover.publishers.actions import meet
from arengo.social.discover.trends.actions import replace_trends
from arengo.social.discover.trends.model import Trend, TrendBody, TrendKind
from tests.doors.api.staff import admin_of
from tests.doors.api.test_admin_accounts import waiting

pytestmark = pytest.mark.anyio
ADMIN = "/api/v1/admin"


@pytest.fixture
async def adam(world):
    return await admin_of(world)


async def log(world):
    """Return what stands in the log, oldest first."""
    return [each.deed for each in await world.db.read(entries, limit=200)][::-1]


class Staff:
    """Somebody of the staff who remembers which routes they used."""

    def __init__(self, person):
        self.person = person
        self.used = set()

    async def does(self, method, route, **options):
        ids = {name: str(options.pop(name)) for name in ("one",) if name in options}
        self.used.add((method, route))
        path = route.partition("{")[0] + ids.get("one", "") + route.partition("}")[2]
        answer = await self.person.http.request(method, path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()


async def test_every_route_that_changes_something_writes_an_entry(world, adam, alice, bob):
    nina, otto = await waiting(world, "nina"), await waiting(world, "otto")
    await waiting_ids(world, nina, otto)
    staff = Staff(adam)
    does, used = staff.does, staff.used
    one = f"{ADMIN}/accounts/{{account_id}}"
    await does("POST", f"{one}/approve", one=nina.account_id)
    await does("POST", f"{one}/reject", one=otto.account_id)
    await does("POST", f"{one}/action", one=alice.account_id, json={"type": "none"})
    for what, undo in {
        "disable": "enable",
        "silence": "unsilence",
        "sensitive": "unsensitive",
        "suspend": "unsuspend",
    }.items():
        await does("POST", f"{one}/action", one=alice.account_id, json={"type": what})
        await does("POST", f"{one}/{undo}", one=alice.account_id)
    await does("POST", f"{one}/action", one=bob.account_id, json={"type": "suspend"})
    await does("DELETE", one, one=bob.account_id)
    people = [(each.act, each.person) for each in await log(world)]
    assert people == [
        (Act.APPROVE, nina.account_id),
        (Act.REJECT, otto.account_id),
        (Act.NONE, alice.account_id),
        (Act.DISABLE, alice.account_id),
        (Act.ENABLE, alice.account_id),
        (Act.SILENCE, alice.account_id),
        (Act.UNSILENCE, alice.account_id),
        (Act.SENSITIVE, alice.account_id),
        (Act.UNSENSITIVE, alice.account_id),
        (Act.SUSPEND, alice.account_id),
        (Act.UNSUSPEND, alice.account_id),
        (Act.SUSPEND, bob.account_id),
        (Act.DELETE, bob.account_id),
    ]
    await barriers(does)
    await trends(world, does)
    lines = await log(world)
    assert {each.by for each in lines} == {adam.account_id}
    assert "private.test" not in repr(lines)
    said = [(each.act, each.about, each.after) for each in lines[len(people) :]]
    assert said == [
        (Act.ALLOW_SERVER, "friends.test", None),
        (Act.DISALLOW_SERVER, "friends.test", None),
        (Act.BLOCK_SERVER, "bad.test", "silence"),
        (Act.CHANGE_SERVER_BLOCK, "bad.test", "suspend"),
        (Act.UNBLOCK_SERVER, "bad.test", "suspend"),
        (Act.BLOCK_EMAIL_DOMAIN, "spam.test", None),
        (Act.UNBLOCK_EMAIL_DOMAIN, "spam.test", None),
        (Act.BLOCK_EMAIL_ADDRESS, "", None),
        (Act.UNBLOCK_EMAIL_ADDRESS, "", None),
        (Act.BLOCK_NETWORK, "", "no_sign_up"),
        (Act.CHANGE_NETWORK, "", "no_access"),
        (Act.UNBLOCK_NETWORK, "", None),
        (Act.APPROVE_TREND, "tag", None),
        (Act.REJECT_TREND, "tag", None),
        (Act.APPROVE_TAG, "tea", None),
        (Act.APPROVE_PUBLISHER, "news.test", None),
        (Act.REJECT_PUBLISHER, "news.test", None),
    ]
    changing = {
        (route.method, route.path)
        for route in TABLE
        if route.path.startswith("/api/") and route.permission is not None and not route.reads
    }
    alike = {  # what the same function does for other kinds of trends
        ("POST", f"{ADMIN}/trends/{kind}/{{{name}}}/{verb}")
        for kind, name in (("statuses", "post_id"), ("links", "card_id"))
        for verb in ("approve", "reject")
    }
    figures = {("POST", f"{ADMIN}/{name}") for name in ("measures", "dimensions", "retention")}
    asks = {("POST", f"{ADMIN}/canonical_email_blocks/test")}
    assert changing - used == {*alike, *(changing & (figures | asks))}


async def waiting_ids(world, *people):
    """Give those who wait their ids: their tokens open nothing yet."""
    from arengo.social.accounts.queries import find_account  # noqa: PLC0415

    for person in people:
        found = await world.db.read(find_account, person.name)
        person.account_id = found.id


async def barriers(does):
    """Put something on every list of the staff and take it off again."""
    allows, blocks = f"{ADMIN}/domain_allows", f"{ADMIN}/domain_blocks"
    made = await does("POST", allows, json={"domain": "friends.test"})
    await does("DELETE", f"{allows}/{{rule_id}}", one=made["id"])
    made = await does("POST", blocks, json={"domain": "bad.test", "severity": "silence"})
    one = {"one": made["id"]}
    await does("PUT", f"{blocks}/{{rule_id}}", json={"severity": "suspend"}, **one)
    await does("DELETE", f"{blocks}/{{rule_id}}", **one)
    domains, addresses = f"{ADMIN}/email_domain_blocks", f"{ADMIN}/canonical_email_blocks"
    made = await does("POST", domains, json={"domain": "spam.test"})
    await does("DELETE", f"{domains}/{{block_id}}", one=made["id"])
    made = await does("POST", addresses, json={"email": "somebody@private.test"})
    await does("DELETE", f"{addresses}/{{block_id}}", one=made["id"])
    networks = f"{ADMIN}/ip_blocks"
    wish = {"ip": "192.0.2.0/24", "severity": "sign_up_block", "comment": "private.test"}
    made = await does("POST", networks, json=wish)
    one = {"one": made["id"]}
    await does("PUT", f"{networks}/{{block_id}}", json={"severity": "no_access"}, **one)
    await does("DELETE", f"{networks}/{{block_id}}", **one)


async def trends(world, does):
    """Say of a trend, of a tag and of a publisher what the staff can say."""
    trend = Trend(tag_id("tea"), 9.0, 9.0, 0, TrendBody("tea"))
    await world.db.write(replace_trends, kind=TrendKind.TAG, trends=[trend])
    tags = f"{ADMIN}/trends/tags/{{tag_id}}"
    await does("POST", f"{tags}/approve", one=trend.id)
    await does("POST", f"{tags}/reject", one=trend.id)
    await (await world.join("tess")).publish("#tea")
    await does("PUT", f"{ADMIN}/tags/{{tag_id}}", one=trend.id, json={"trendable": True})
    await world.db.write(meet, hosts={"news.test"})
    publishers = f"{ADMIN}/trends/links/publishers"
    found = await does("GET", publishers)
    one = {"one": found[0]["id"]}
    await does("POST", f"{publishers}/{{publisher_id}}/approve", **one)
    await does("POST", f"{publishers}/{{publisher_id}}/reject", **one)


async def test_what_is_refused_is_not_written_down(world, adam, alice):
    eve = await admin_of(world, "eve")
    for target, what in ((eve, "suspend"), (alice, "banish")):
        path = f"{ADMIN}/accounts/{target.account_id}/action"
        assert (await adam.post(path, json={"type": what})).status_code in {403, 422}
    for _ in range(2):
        await adam.post(f"{ADMIN}/domain_blocks", json={"domain": "bad.test"})
    assert [each.act for each in await log(world)] == [Act.BLOCK_SERVER]


async def test_neither_is_there_without_the_other(world, adam, alice):
    """An act that breaks after its entry leaves none, and an entry that breaks leaves no act."""
    deed = Deed(by=AccountId(adam.account_id), act=Act.SUSPEND, person=alice.account_id)

    def breaks(tx):
        note(tx, deed)
        raise LookupError

    with pytest.raises(LookupError):
        await world.db.write(breaks)
    await world.db.write(noted(lambda tx: tx.value("SELECT 1"), lambda _: None))
    assert await log(world) == []
    await world.db.write(note, deed)
    assert [each.seq for each in await world.db.read(entries, limit=5)] == [1]
    found = await world.db.read(entries_about, AccountId(alice.account_id), limit=5)
    assert [each.deed for each in found] == [deed]


async def test_whoever_changes_the_log_breaks_its_seals(world, alice, monkeypatch):
    from arengo.moderation.audit import queries  # noqa: PLC0415

    monkeypatch.setattr(queries, "_STEP", 3)
    for act in list(Act)[:8]:
        await world.db.write(note, Deed(by=None, act=act, person=alice.account_id))
    assert await world.db.read(broken_at) is None

    async def tampered(sql):
        await world.db.write(lambda tx: tx.execute(sql))
        return await world.db.read(broken_at)

    assert await tampered("UPDATE audit_entries SET about = 'x' WHERE seq = 5") == 5
    assert await tampered("UPDATE audit_entries SET about = '' WHERE seq = 5") is None
    assert await tampered("DELETE FROM audit_entries WHERE seq = 3") == 3


async def test_those_who_act_at_once_stand_one_after_the_other(world, alice):
    import asyncio  # noqa: PLC0415

    deed = Deed(by=None, act=Act.NONE, person=alice.account_id)
    await asyncio.gather(*(world.db.write(note, deed) for _ in range(12)))
    assert await world.db.read(broken_at) is None
    assert await world.count("audit_entries") == 12
