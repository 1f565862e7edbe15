"""In front of every door: who asks, scope, rate bucket, body, CORS, errors, Link, log."""
