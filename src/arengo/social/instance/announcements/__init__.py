"""What the operator tells everybody here, until it is over or removed; people put it away or react.

It may be scheduled: one job publishes it at its time, another says when it is over. Owns
`announcements`, `announcement_counts`, `announcement_reads` and `announcement_reactions`.
"""
