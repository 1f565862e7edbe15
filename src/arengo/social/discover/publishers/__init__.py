"""Publishers: the hosts of links that were trends, and whether the staff lets them be.

Owns `publishers`. What is said of a host holds for all below it, unless something is said of those.
"""
