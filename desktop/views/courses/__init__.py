"""The page 課程薦送."""
