"""What the law says: pure Python, standard library only. No Django, no clock (`at` is passed in), no I/O."""
