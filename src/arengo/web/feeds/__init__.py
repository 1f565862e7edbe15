"""Feeds for readers of other programs: what is in one, and how RSS, Atom and JSON Feed write it."""
