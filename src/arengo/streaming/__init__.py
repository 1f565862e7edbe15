"""The live door: WebSocket and server-sent events; which stream hears which news.

News come over the bus as ids. Each process asks, once for each post, which of the people connected
to it should see it, renders what they see, and hands it to their connections. Nothing is promised:
what is lost stands in the database. Whoever does not keep up is cut off; whose token ends, too.
"""
