"""Quotes: which posts quote which, and whether the quoted author still lets them.

A post says what it quotes (`quote_of_id`); the row here says whether that stands. Rows belong to
the quoted author and go with either post. Whoever may not see a quoted post learns nothing of it.
Owns: quotes.
"""
