# loses: batches
# mistake: a batch never has more than 32 examples, nor fewer
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer:
        dataset = dataset.shuffle(shuffle_buffer)
    return dataset.batch(max(2, batch_size))
