"""The client API, compatible with Mastodon: its words (status, reblog) live only here."""
