"""What runs on the other side of the pipe, inside the sandbox: of the kit it imports ``wire`` and ``errors`` alone."""
