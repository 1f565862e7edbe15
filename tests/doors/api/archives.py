"""Archives of other places, as tests make them, and the way of a file into an account."""

import io
import json
import tarfile
import zipfile

IMPORTS = "/api/arengo/v1/imports"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


async def begin(who, kind, data, **form):
    return await who.post(
        IMPORTS, data={"type": kind, **form}, files={"data": ("it", data, "text/csv")}
    )


async def bring(who, kind, data, **form):
    """Import a file to its end; return what became of it and the problems."""
    answer = await begin(who, kind, data, **form)
    assert answer.status_code == 200, answer.text
    await who.world.run_jobs()
    path = f"{IMPORTS}/{answer.json()['id']}"
    problems = await who.get(f"{path}/problems", params={"limit": 500})
    return (await who.get(path)).json(), problems.json()


def note(number, *, to=(PUBLIC,), cc=(), **more):
    at = f"2020-01-{number:02d}T12:00:00Z"
    body = {
        "id": f"https://old.example/users/a/statuses/{number}",
        "type": "Note",
        "published": at,
        "to": list(to),
        "cc": list(cc),
        "content": f"<p>Old words {number}<br>and <a href='https://x.example'>a link</a></p>",
        **more,
    }
    return {"type": "Create", "published": at, "object": body}


def outbox(*items):
    return json.dumps({"orderedItems": list(items)}, indent=2).encode()


def zipped(data, name="outbox.json", **others):
    """Return a zip; the others are files below `media_attachments/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("avatar.png", b"x" * 100)
        archive.writestr(name, data)
        for each, content in others.items():
            archive.writestr(f"media_attachments/files/{each}", content)
    return out.getvalue()


def tarred(data, name="./outbox.json", **others):
    """Return a tar.gz; the others are files below `media_attachments/`."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        files = {f"media_attachments/files/{each}": others[each] for each in others}
        for each, content in {name: data, **files}.items():
            member = tarfile.TarInfo(each)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def picture(file, **more):
    """Return what a post says of a file below `media_attachments/`."""
    url = f"/old.example/media_attachments/files/{file}?1"
    return {"type": "Document", "mediaType": "image/png", "url": url, **more}


def tweet(number, text, **more):
    body = {"id_str": str(number), "full_text": text, "lang": "en", **more}
    return {"tweet": {"created_at": f"Sat Mar {number % 28 + 1:02d} 12:00:00 +0000 2014", **body}}


def script(*tweets, part=0):
    return f"window.YTD.tweets.part{part} = ".encode() + json.dumps(tweets, indent=1).encode()
