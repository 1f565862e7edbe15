"""Visits: on which days somebody was here, for half a year and for nothing but figures.

Owns `visits`: a row for each week of an account, with a bit for each day (UTC, Monday first).
"""
