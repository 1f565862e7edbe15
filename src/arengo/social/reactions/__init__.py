"""Favourites, bookmarks, pins and muted conversations. Owns `favourites`.

Each is recorded once however often it is done; only favourites are announced and counted.
"""
