"""Between the form of the composer and what is published: fields in, wishes out, views back."""
