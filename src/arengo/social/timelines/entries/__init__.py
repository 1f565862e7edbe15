"""What puts a post into the public and tag timelines, and the tags that people follow."""
