"""Runs the rules over a card, and applies their fixes."""
