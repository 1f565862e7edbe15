"""Hashtags that people show on their profiles, each with how often they used it.

A row counts its owner's public and unlisted posts with the tag. Owns `featured_tags`.
"""
