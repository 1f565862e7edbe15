"""Servers that people want to have nothing to do with, by name. Owns `domain_blocks`."""
