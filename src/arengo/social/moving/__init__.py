"""Moving in and out: imports of lists and archives from elsewhere, and exports of one's own.

An import is a file and a place in it. Lines are taken some at a time, together with the place, so a
crash repeats nothing; what cannot be taken is reported line by line. Imported posts stand at their
old date and tell nobody. Owns `imports`, `import_problems` and `imported_posts`.
"""
