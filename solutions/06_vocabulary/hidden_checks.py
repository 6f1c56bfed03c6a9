"""What only graders run: nothing here, since the public checks draw fresh numbers for every submission."""
