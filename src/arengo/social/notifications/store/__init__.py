"""Every statement on notifications, one file for each of the two tables."""
