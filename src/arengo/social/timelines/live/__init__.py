"""Which of those who are looking should see a post: the rules of reading, asked in reverse.

The conditions are those of the pages themselves, so that a live timeline shows what a page shows.
"""
