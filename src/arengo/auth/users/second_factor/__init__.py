"""The second factor: a code from an app on one's phone, or one of ten recovery codes."""
