# loses: load
# mistake: the class names are typed in for Fashion-MNIST instead of taken from the dataset's info
import tensorflow_datasets as tfds

class_names = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat',
               'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot']


def load_data(name="fashion_mnist"):
    train, test = tfds.load(name, split=["train", "test"], as_supervised=True)
    return train, test, class_names
