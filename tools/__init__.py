"""Development scripts, run by the Makefile."""
