"""Draws random networks."""
