# loses: load
# mistake: The class names are typed in from the tutorial instead of being asked from the dataset, so they are wrong for other datasets.
import tensorflow_datasets as tfds

CLASS_NAMES = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat',
               'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot']


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(
        name, split=["train", "test"], as_supervised=True, with_info=True
    )
    return train, test, CLASS_NAMES
