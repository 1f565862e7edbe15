"""Push messages in Mastodon's words: what an app is woken with, and the job that sends it."""
