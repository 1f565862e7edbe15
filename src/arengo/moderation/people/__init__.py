"""People as the staff sees them, and what it may do to them. Owns no table.

Nobody acts on somebody whose role is as high as their own. Every act leaves a line in the log:
who, what, on whom; never an address.
"""
