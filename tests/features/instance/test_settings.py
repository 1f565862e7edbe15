"""What the operator can set while the site runs, and what is refused."""

from datetime import date

import pytest

from arengo.base.errors import Invalid, NotFound
from arengo.social.instance.actions import change_setting
from arengo.social.instance.events import SettingChanged
from arengo.social.instance.model import Rule, SiteSettings, Terms
from arengo.social.instance.queries import changed_ms, site_settings

pytestmark = pytest.mark.anyio

FIRST_TERMS = Terms(since=date(2026, 1, 31), text="Be kind.\n\nPay.")


async def test_an_untouched_site_has_every_default(world):
    assert await world.db.read(site_settings) == SiteSettings()
    assert await world.db.read(changed_ms, "title") is None


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("title", "Piazza", "Piazza"),
        ("title", "12", "12"),
        ("registrations", "closed", "closed"),
        ("contact_account_id", "77", 77),
        ("contact_account_id", "", None),
        ("contact_account_id", 77, 77),
        ("languages", "it, en fr", ("it", "en", "fr")),
        ("languages", ["it"], ("it",)),
        ("languages", '["it", "zh-TW"]', ("it", "zh-TW")),
        ("rules", "Be kind\n\n No spam ", (Rule(id=1, text="Be kind"), Rule(id=2, text="No spam"))),
        ("rules", '[{"id": 4, "text": "x", "hint": "y"}]', (Rule(id=4, text="x", hint="y"),)),
        ("rules", "", ()),
        ("terms_of_service", "", ()),
        ("terms_of_service", "2026-01-31\nBe kind.\n\nPay.", (FIRST_TERMS,)),
        ("terms_of_service", [{"since": "2026-01-31", "text": FIRST_TERMS.text}], (FIRST_TERMS,)),
    ],
)
async def test_text_and_typed_values_are_understood(world, name, value, kept):
    after = await world.db.write(change_setting, name, value)
    assert getattr(after, name) == kept
    assert getattr(await world.db.read(site_settings), name) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "x" * 101),
        ("registrations", "maybe"),
        ("contact_account_id", "bob"),
        ("languages", "english!"),
        ("rules", "x" * 501),
        ("rules", "[{"),
        ("rules", '[{"text": "no id"}]'),
        ("rules", [3]),
        ("terms_of_service", "2026-01-31\n"),
        ("terms_of_service", '[{"since": "soon", "text": "x"}]'),
        ("privacy_policy", "x" * 100_001),
    ],
)
async def test_what_cannot_be_is_refused_and_the_old_value_stays(world, name, value):
    with pytest.raises(Invalid, match="Validation failed"):
        await world.db.write(change_setting, name, value)
    assert await world.count("settings") == 0


async def test_a_setting_that_does_not_exist_is_not_found(world):
    with pytest.raises(NotFound, match="no setting called 'colour'"):
        await world.db.write(change_setting, "colour", "red")


async def test_rules_that_stay_keep_their_ids(world):
    await world.db.write(change_setting, "rules", "one\ntwo\nthree")
    after = await world.db.write(change_setting, "rules", "three\nfour\none")
    assert [(rule.id, rule.text) for rule in after.rules] == [(3, "three"), (4, "four"), (1, "one")]


async def test_only_what_changed_is_announced(world):
    heard = []
    world.db.listeners.add(SettingChanged, lambda _, event: heard.append(event.name))
    for value in ("Piazza", "Piazza", "Arengo"):
        await world.db.write(change_setting, "title", value)
    assert heard == ["title", "title"]
    assert await world.db.read(changed_ms, "title") is not None
