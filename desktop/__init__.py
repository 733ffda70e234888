"""Luminary Desk 熠星送件站: nominate, check, print, sign and hand in a county's year of digital learning."""
