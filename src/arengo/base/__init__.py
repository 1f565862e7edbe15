"""Words that every part uses: ids, the clock, errors, events, text, log and metrics."""
