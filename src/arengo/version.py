"""The version of this program and of the client API that it speaks."""

from typing import Final

VERSION: Final = "0.1.0"
MASTODON_API_VERSION: Final = "4.6.0"
