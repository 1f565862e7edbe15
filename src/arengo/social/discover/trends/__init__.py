"""Trends: tags, posts and links that are used more than they used to be, by several people.

Owns `trends`, `trend_reviews`. A job counts anew every ten minutes; docs/trends.md says how. Only
what is public, not sensitive, and written by people who want to be found counts.
"""
