"""Every setting of the process, typed and in one place."""
