"""What cardlint needs from the machine it runs on: files, folders, processes, the terminal's progress line, and errors.

Knows nothing of cards. Everything above may import it; it imports only the standard library and PyYAML.
"""
