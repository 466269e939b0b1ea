"""What whoever leads a practice has before them: the course, what others see, who is here, and every request."""
