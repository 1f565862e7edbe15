"""Which other servers we want to hear of: those allowed and those blocked. Owns `server_rules`.

The lists are kept for the day on which this site talks to others; nobody is talked to yet.
"""
