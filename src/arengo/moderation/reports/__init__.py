"""What people report to the staff: somebody, some of their posts, why. Owns `reports`.

A report goes with whom it is about; whoever made it is forgotten when they leave.
"""
