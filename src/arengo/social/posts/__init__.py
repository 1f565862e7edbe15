"""Writing: posts, replies, edits, deletion, boosts as rows, who may see what.

A post that you may not see does not exist. Who may see a direct post is decided by `mentions`
alone. Deleting removes the row, its edits, its entries and its media: no content stays.
"""
