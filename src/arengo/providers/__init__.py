"""Replaceable outside services, at least two of each and one that only remembers."""
