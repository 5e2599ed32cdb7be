"""Users' questions, and how the answers of the backends are presented."""
