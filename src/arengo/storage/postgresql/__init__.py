"""The PostgreSQL engine: a pool of psycopg connections, the same verbs on worker threads."""
