"""Who follows, blocks and mutes whom, who asks to follow, and private notes about people.

`followers` mirrors `follows`, and `blocked by` mirrors `block`: both rows of a pair are written in
one transaction, under one lock per pair of people. Where there is a block there is no follow and
no request, in either direction. Counters of accounts equal the rows.
"""
