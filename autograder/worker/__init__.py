"""What runs in the sandbox, beyond the pipe: of the kit it imports ``wire`` and ``errors`` alone."""
