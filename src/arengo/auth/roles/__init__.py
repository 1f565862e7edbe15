"""What people of the staff may do. No table: a user carries the number of a role."""
