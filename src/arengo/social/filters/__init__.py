"""Filters: words and posts that somebody does not want to read.

Owns `filter_sets`, `filters`, `filter_keywords`, `filter_posts`. A reader has a row in
`filter_sets` if and only if they have a filter; its version changes with all that they change.
"""
