"""The page 首頁."""
