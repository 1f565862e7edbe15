"""What an announcement may say."""

from msgspec.structs import replace

from arengo.base.errors import Invalid
from arengo.base.text import clean_text
from arengo.social.instance.announcements.model import TEXT_MAX, Announcement


def checked(announcement: Announcement) -> Announcement:
    """Return an announcement with its text cleaned; raises Invalid when it cannot be."""
    text = clean_text(announcement.text, multiline=True)
    if not text:
        raise Invalid("Validation failed: Text can't be blank")
    if len(text) > TEXT_MAX:
        raise Invalid(f"Validation failed: Text is too long (maximum is {TEXT_MAX} characters)")
    starts_ms, ends_ms = announcement.starts_ms, announcement.ends_ms
    if starts_ms and ends_ms and ends_ms <= starts_ms:
        raise Invalid("Validation failed: It ends before it starts")
    return replace(
        announcement, text=text, all_day=announcement.all_day and bool(starts_ms or ends_ms)
    )
