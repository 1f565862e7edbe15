"""People: who they are, what they show of themselves, what they prefer, and how they leave.

An account owns everything in its bucket. Its user name never changes and is unique without regard
to case, through the directory. Every visible change raises `ver`, because rendered fragments are
keyed by it; counters never do.
"""
