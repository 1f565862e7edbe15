"""Every statement on posts and on what hangs on them, one file for each subject."""
