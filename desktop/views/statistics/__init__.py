"""The page 統計."""
