"""Polls: a post that asks, who has voted, and its end.

A poll has the id of its post. Everybody votes once; the tallies say what the votes of the present
round say. Other options are another round: what was chosen among the old ones counts no more.
Owns `polls` and `poll_votes`.
"""
