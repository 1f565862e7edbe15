"""Search: posts by their words, people by names that are nearly right. Owns `search_queue`.

The files of the search know words and facts, never rights: whatever they find is asked for once
more in the database, so that what one may not see is not found. A transaction that changes a post
notes its id in the queue; one job brings the files up to date.
"""
