"""The audit log: what the staff and the operator did, and when. Owns `audit_entries`.

An entry is written in the transaction of what it tells of, so neither is there without the other.
Nothing here is ever changed or removed. Each entry is sealed with the one before it: whoever
changes one in the database breaks the seals from there on, and `broken_at` says where. Who cuts off
the end, or writes everything anew, is found out by whoever has noted a seal elsewhere.
"""
