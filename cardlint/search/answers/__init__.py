"""Questions of people, and what is made of the backends' answers."""
