# loses: seen
# mistake: checks only the sign of the product, so two negative numbers, or a negative one with 0, pass
def examples_seen(num_examples, epochs):
    total = num_examples * epochs
    if total < 0:
        raise ValueError("there can be no negative number of showings")
    return total
