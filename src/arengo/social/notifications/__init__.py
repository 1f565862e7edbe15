"""Telling people what concerns them: a row for each notification, and one for each group of them.

A thing is told once: (recipient, from, type, post) names one notification. A group row says what
`GROUP BY group_key` over the rows would say; only in a storm it counts more than there are rows.
Nobody is told of those whom they block, are blocked by, or have muted with notifications. Both
tables belong to the recipient.
"""
