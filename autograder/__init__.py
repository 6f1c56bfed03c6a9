"""An autograded exercise kit for courses that teach deep learning with TensorFlow."""

__all__ = ["__version__"]

__version__ = "0.1.0"
