"""Proofs: a link among the facts of a profile is proved when its page links back to the profile.

A job looks at the pages. A fact stays proved as long as it stays as it is, unless its owner has us
look again and the page does not link back any more. Owns no table: proofs stand in the profile.
"""
