"""Lists: groups of people that one follows, each with a timeline of its own.

Only whom one follows (and oneself) can be a member; who is unfollowed leaves every list in the same
transaction. Only its owner knows that a list exists. Owns `lists` and `list_members`.
"""
