"""What is not collected cannot be lost: the schema has no place for it."""

import re
from importlib import resources

FORBIDDEN = re.compile(
    r"document|passport|identity|selfie|phone|mobile|sms|contact|address_book|birth|gender|"
    r"real_name|first_name|last_name|location|gps",
    re.IGNORECASE,
)


def columns() -> list[str]:
    folder = resources.files("arengo.storage").joinpath("migrations")
    found = []
    for file in folder.iterdir():
        if file.name.endswith(".sql"):
            text = re.sub(r"--[^\n]*", "", file.read_text("utf-8"))
            found += re.findall(r"^\s*(?:CREATE TABLE )?(\w+)", text, re.MULTILINE)
            found += re.findall(r",\s*(\w+) (?:text|bytea|integer|bigint|smallint)", text)
    return found


def test_no_column_and_no_table_holds_documents_telephones_or_contacts():
    names = columns()
    assert {"users", "email", "totp_secret", "agent"} <= set(names)
    assert [name for name in names if FORBIDDEN.search(name)] == []
