"""Measures the running server: CPU per request, ratio to constant bytes, latency, memory, start."""
