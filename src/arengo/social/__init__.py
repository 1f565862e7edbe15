"""What people do here: accounts, follows, posts, reactions, timelines, notifications."""
