"""Compares what other engines make of our DOCX with our own pages."""
