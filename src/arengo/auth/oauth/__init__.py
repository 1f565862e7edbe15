"""Apps and what they may do in somebody's name: registration, grants, tokens, scopes.

Owns apps, grants and tokens. Always true: a token is stored only as its hash and is looked up
through the directory; nothing here is cached, so a revocation holds at the next request.
"""
