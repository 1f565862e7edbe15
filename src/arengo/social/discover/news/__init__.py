"""News: feeds of other places that the staff or a member reads here, and what they bring.

Owns `news_sources`, `news_articles` and `news_readers`. Only words and addresses are kept: no
picture of another server is shown, no page of it is loaded by a reader's browser.
"""
