"""What comes along from elsewhere, and what is taken along."""

import csv

import pytest

from arengo.base.ids import MAX_ID
from arengo.gate.csrf import FIELD
from arengo.social.moving.actions import give_up
from arengo.social.moving.queries import imports_of
from tests.doors.web.choosing import filled, press, rows, said, save
from tests.doors.web.reading import ONE_ENGINE
from tests.doors.web.test_own_login import signed_in

pytestmark = pytest.mark.anyio


async def bring(visitor, data, **fields):
    return await save(
        visitor,
        "import",
        within="section[aria-labelledby=more]",
        files={"data": ("f.csv", data, "text/csv")},
        **fields,
    )


async def test_a_list_comes_along_and_its_problems_are_told(world, alice, bob):
    visitor = await signed_in(world)
    host = world.settings.host_name
    data = f"Account address\n\nbob@{host}\nnobody@{host}\n"
    await bring(visitor, data.encode(), kind="following")
    assert said(visitor).startswith("The file is here.")
    assert visitor.page.select("#imports[hx-get]"), "it is looked at again while it is at work"
    await world.run_jobs()
    await visitor.open("/settings/import")
    assert visitor.page.select("#imports[hx-get]") == []
    assert "done" in rows(visitor)[0]
    assert "taken: 1, refused: 1" in rows(visitor)[0]
    assert "lines" not in rows(visitor)[0]
    await visitor.open(visitor.page.select_one("#imports a")["href"])
    assert f"nobody@{host}" in visitor.page.get_text()
    assert (await alice.get(f"/api/v1/accounts/{alice.account_id}/following")).json()[0][
        "id"
    ] == str(bob.account_id)


@ONE_ENGINE
async def test_what_cannot_be_brought_is_refused(world, alice, bob):
    visitor = await signed_in(world)
    await bring(visitor, b"x@y.example\n", kind="")
    assert visitor.problems == ["Say what is in the file."]
    await bring(visitor, b"", kind="blocks")
    assert visitor.problems == ["Choose a file."]
    await bring(visitor, b"List,a@b.example\n", kind="lists", mode="overwrite")
    assert visitor.problems == ["What is in this file can only be added to what is here."]
    for _ in range(4):
        await bring(visitor, b"x@y.example\n", kind="blocks")
    assert "not finished yet" in visitor.problems[0]
    action = visitor.page.select_one("#imports form")["action"]
    other = await signed_in(world, "bob")
    await other.open("/settings/import")
    form = {FIELD: filled(other)[FIELD]}
    assert (await other.person.post(action, data=form)).status_code == 404
    assert (await other.person.get(action.removesuffix("/cancel"))).status_code == 404
    await press(visitor, action)
    assert "stopped" in rows(visitor)[0]
    assert alice.token
    assert bob.token


@ONE_ENGINE
@pytest.mark.settings(import_max_bytes=1024 * 1024)
async def test_how_large_a_file_may_be_is_said_before_it_is_sent(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/import")
    field = visitor.page.select_one("input[type=file]")
    assert (field["data-most"], field["data-larger"]) == ("1", "This file is too large.")
    assert "1 MB at most." in visitor.page.get_text()
    form = {FIELD: filled(visitor)[FIELD], "kind": "x_archive"}
    files = {"data": ("a.zip", b"x" * (1024 * 1024 + 65_536), "application/zip")}
    answer = await visitor.person.post("/settings/import", data=form, files=files)
    assert answer.status_code == 413
    files = {"data": ("a.zip", b"x" * 1024 * 1024, "application/zip")}
    answer = await visitor.person.post("/settings/import", data=form, files=files)
    assert answer.status_code == 303
    assert len(list((world.settings.data / "imports").iterdir())) == 1
    assert alice.token


@ONE_ENGINE
async def test_what_an_error_ended_is_tried_again_by_a_button(world, alice, bob):
    visitor = await signed_in(world)
    await bring(visitor, b"bob\n", kind="blocks")
    (found,) = await world.db.read(
        imports_of, alice.account_id, before=MAX_ID, after=0, upwards=False, limit=9
    )
    await world.db.write(give_up, import_id=found.id)
    await visitor.open("/settings/import")
    assert "stopped by an error" in rows(visitor)[0]
    assert visitor.page.select("#imports[hx-get]") == []
    again = visitor.page.select_one("#imports form[action$=retry]")["action"]
    await press(visitor, again)
    assert said(visitor) == "It goes on from where it stopped."
    await world.run_jobs()
    await visitor.open("/settings/import")
    assert "done" in rows(visitor)[0]
    await bring(visitor, b"nonsense", kind="mastodon_archive")
    await world.run_jobs()
    await visitor.open("/settings/import")
    assert "is it whole?" in rows(visitor)[0]
    assert bob.token


@ONE_ENGINE
async def test_lists_are_taken_along_as_tables(world, alice, bob):
    await alice.follow(bob)
    visitor = await signed_in(world)
    await visitor.open("/settings/export")
    links = [tag["href"] for tag in visitor.page.select("a[download]")]
    assert len(links) == 6
    for link in links:
        answer = await visitor.person.get(link)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "no-store" in answer.headers["cache-control"]
    answer = await visitor.person.get("/settings/export/following.csv")
    table = list(csv.reader(answer.text.splitlines()))
    assert table[1][0] == f"bob@{world.settings.host_name}"
    for path in ("x.csv", "following", "mastodon_archive.csv"):
        assert (await visitor.person.get(f"/settings/export/{path}")).status_code == 404


async def test_an_archive_is_made_fetched_and_thrown_away(world, alice, bob):
    await alice.publish("To be taken along")
    theirs = await bob.publish("Passed on")
    await alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    await alice.publish("@bob A letter.", visibility="direct")
    visitor = await signed_in(world)
    within = "section[aria-labelledby=archive]"
    await save(visitor, "export", within=within)
    assert said(visitor).startswith("Your archive is being made.")
    await world.run_jobs()
    await visitor.open("/settings/export")
    assert "3 posts" in visitor.page.select_one("#made .quiet").get_text()
    link = visitor.page.select_one(f"{within} a[download]")["href"]
    answer = await world.anonymous().get(link)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.content.startswith(b"PK")
    form = visitor.page.select_one("#made form")["action"]
    again = visitor.page.select(f"{within} form")[-1]["action"]
    await press(visitor, again)
    assert "There is an archive already." in visitor.problems[0]
    await press(visitor, form)
    assert visitor.page.select("#made") == []
    assert (await world.anonymous().get(link)).status_code == 404
