"""The files to take away: whole, safe, and the same bytes for the same figures."""
