"""Measures what a render costs, beside other typesetters, in one run: `make bench`."""
