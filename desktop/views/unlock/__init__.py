"""Opening an office, and making the first one."""
