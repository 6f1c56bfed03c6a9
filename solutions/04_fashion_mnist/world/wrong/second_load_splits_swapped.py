# loses: load
# mistake: The test split is returned first and the training split second.
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (test, train), info = tfds.load(
        name, split=["train", "test"], as_supervised=True, with_info=True
    )
    return train, test, info.features["label"].names
