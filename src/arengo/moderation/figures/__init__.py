"""Figures for the staff: how much happens here, by day and by kind. Owns no table.

They are counted when somebody asks, out of what stands in the tables: ids know their time. Nobody's
visits are kept but the last, so a person counts as active on the days of their posts and on the
last day on which they were here.
"""
