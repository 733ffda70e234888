"""The scenes of each page, one file a page."""
