"""Link cards: what a page says of itself, shown below the first post that links to it and the next.

A card belongs to its address and is shared by all posts that link there; its image is our own
file, decoded and written anew. It goes with the last post that shows it. What could not be read is
remembered by its hash alone, for a while. Owns: cards, card_entries.
"""
