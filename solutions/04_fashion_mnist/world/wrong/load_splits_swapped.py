# loses: load
# mistake: asks for the splits in the order test, train, and returns them as train, test
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(
        name, split=["test", "train"], as_supervised=True, with_info=True
    )
    return train, test, info.features["label"].names
