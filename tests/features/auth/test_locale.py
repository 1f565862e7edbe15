"""The language of letters and push messages."""

import pytest

from arengo.auth.users.actions import change_locale
from arengo.auth.users.queries import user_by_id

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("wished", "kept"), [("fr", "fr"), ("it", "it"), ("tlh", "en")])
async def test_it_is_the_nearest_that_we_have(world, alice, wished, kept):
    await world.db.write(change_locale, account_id=alice.account_id, locale="it")
    await world.db.write(change_locale, account_id=alice.account_id, locale=wished)
    assert (await world.db.read(user_by_id, alice.account_id)).locale == kept
