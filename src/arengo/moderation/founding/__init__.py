"""The beginning of a site: whoever holds its code becomes its first owner. Owns no table.

The code is computed from a key in the data folder: who can read that folder, or what `arengo serve`
prints, runs the site. It opens nothing once there is an owner.
"""
