"""Figures for the staff: how much happens here, by day and by kind. Owns no table.

They are counted when somebody asks, out of what stands in the tables: ids know their time. Who was
here on which days is kept for half a year; of days before that nobody counts as active.
"""
