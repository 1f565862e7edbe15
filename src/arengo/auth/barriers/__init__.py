"""Who may not come in: networks and e-mail addresses. Owns `ip_blocks`, `email_blocks`.

Whoever signs up or changes their address meets them in the same transaction; a network without any
access is turned away at the gate, within seconds on every process.
"""
