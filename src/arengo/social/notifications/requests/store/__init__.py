"""Every statement on what is held back, a file for each thing."""
