"""Collections: people whom somebody recommends to others.

Owns `collections`, `collection_items`. Whoever wants to be found can be put into one, and can take
themselves out of it for good; a block between the two does the same.
"""
