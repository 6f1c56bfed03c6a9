import tensorflow as tf


class NoiseSource:
    """Wraps a tf.random.Generator."""

    MEAN = 0.0

    def __init__(self, seed):
        if seed is None:
            self.__generator = tf.random.Generator.from_non_deterministic_state()
        else:
            self.__generator = tf.random.Generator.from_seed(seed)

    def draw(self, shape, stddev):
        return self.__generator.normal(shape, mean=self.MEAN, stddev=stddev, dtype=tf.float32)


class LineFitter:
    def __init__(self, inputs, outputs):
        self.__x = tf.cast(inputs, tf.float64)
        self.__y = tf.cast(outputs, tf.float64)
        self.__meanX = tf.reduce_mean(self.__x)
        self.__meanY = tf.reduce_mean(self.__y)
        self.__slope = None

    def getSlope(self):
        if self.__slope is None:
            covariance = tf.reduce_mean((self.__x - self.__meanX) * (self.__y - self.__meanY))
            self.__slope = covariance / tf.math.reduce_variance(self.__x)
        return self.__slope

    def getIntercept(self):
        return self.__meanY - self.getSlope() * self.__meanX

    def getLoss(self):
        prediction = self.getSlope() * self.__x + self.getIntercept()
        return tf.reduce_mean(tf.math.squared_difference(prediction, self.__y))


class History:
    KEY_W = "w"
    KEY_B = "b"
    KEY_LOSS = "loss"

    def __init__(self):
        self.__map = {self.KEY_W: [], self.KEY_B: [], self.KEY_LOSS: []}

    def add(self, w, b, loss):
        self.__map[self.KEY_W].append(float(w))
        self.__map[self.KEY_B].append(float(b))
        self.__map[self.KEY_LOSS].append(float(loss))

    def toDict(self):
        return self.__map


def add_noise(outputs, stddev=1.0, seed=None):
    source = NoiseSource(seed)
    return outputs + source.draw(outputs.shape, stddev)


def gradients(model, inputs, outputs):
    with tf.GradientTape(persistent=True) as tape:
        error = model(inputs) - outputs
        loss = tf.reduce_mean(error ** 2)
    dw = tape.gradient(loss, model.w)
    db = tape.gradient(loss, model.b)
    del tape
    return loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = History()
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history.add(model.w, model.b, loss)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return history.toDict()


def least_squares(inputs, outputs):
    fitter = LineFitter(inputs, outputs)
    return fitter.getSlope(), fitter.getIntercept()


def best_possible_loss(inputs, outputs):
    return LineFitter(inputs, outputs).getLoss()
