"""What machines read: one module for each file or family of files."""
