"""What the operator says about this site while it runs: its name, rules, who may join.

Every setting has a default, so an empty table is a working site. A value that cannot be used is
refused when it is set, never when it is read.
"""
