"""Every statement on the tables between people, one file for each kind of row."""
