"""What the operator tells everybody here, until it is over or removed; people put it away or react.

Owns `announcements`, `announcement_counts`, `announcement_reads` and `announcement_reactions`.
"""
