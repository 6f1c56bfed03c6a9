"""Right answers written another way."""

from autograder.model import Variant

SUBCLASS = """
class {name}(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.all_layers = [tf.keras.layers.Dense(units) for units in {units}]

    def call(self, inputs):
        for layer in self.all_layers:
            inputs = layer(inputs)
        return inputs


def {builder}():
    model = {name}()
    model(tf.zeros((1, 1)))
    return model
"""

VARIANTS = (
    Variant(
        "data: columns from flat lists",
        """
def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=np.float32).reshape(-1, 1)
    fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=np.float32)[:, np.newaxis]
    return celsius, fahrenheit
""",
    ),
    Variant(
        "data: tensors",
        """
def make_data():
    readings = [[-40, -40], [-10, 14], [0, 32], [8, 46], [15, 59], [22, 72], [38, 100]]
    readings = tf.constant(readings, tf.float32)
    return readings[:, :1], readings[:, 1:]
""",
    ),
    Variant(
        "data: the rule, rounded to whole degrees, as a list",
        """
def make_data():
    celsius = np.array([[-40], [-10], [0], [8], [15], [22], [38]]).astype("float32")
    return [celsius, np.round(1.8 * celsius + 32).astype("float32")]
""",
    ),
    Variant(
        "model: functional",
        """
def build_model():
    inputs = tf.keras.Input(shape=(1,), name="celsius")
    return tf.keras.Model(inputs, tf.keras.layers.Dense(units=1, activation="linear", name="unit")(inputs))
""",
    ),
    Variant("model: subclassed", SUBCLASS.format(name="Line", units="[1]", builder="build_model")),
    Variant(
        "model: layers added one by one, an activation of its own that is none",
        """
def build_model():
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.InputLayer(shape=(1,)))
    model.add(tf.keras.layers.Dense(1, kernel_initializer="he_normal"))
    model.add(tf.keras.layers.Activation("linear"))
    return model


def learned_line(model):
    slope, intercept = model.get_weights()
    return slope.item(), intercept.item()
""",
    ),
    Variant(
        "model: built afterwards",
        """
def build_model():
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.build((None, 1))
    return model
""",
    ),
    Variant(
        "compile: objects of the library, with further metrics",
        """
def compile_model(model, learning_rate=0.1):
    model.compile(
        tf.keras.optimizers.Adam(learning_rate=learning_rate),
        tf.keras.losses.MeanSquaredError(),
        metrics=["mae", tf.keras.metrics.R2Score(), tf.keras.metrics.RootMeanSquaredError(name="accuracy")],
    )
    return model
""",
    ),
    Variant(
        "compile: by names, the rate set afterwards",
        """
def compile_model(model, learning_rate=0.1):
    model.compile(optimizer="adam", loss="mse")
    model.optimizer.learning_rate = learning_rate
    return model
""",
    ),
    Variant(
        "compile: a loss of its own",
        """
def squared(labels, answers):
    return tf.reduce_mean(tf.square(labels - answers), axis=-1)


def compile_model(model, learning_rate=0.1, jit=False):
    model.compile(loss=squared, optimizer=tf.keras.optimizers.Adam(learning_rate), jit_compile=jit)
    return model
""",
    ),
    Variant(
        "train: by position",
        """
def train(model, celsius, fahrenheit, epochs=500):
    history = model.fit(celsius, fahrenheit, None, epochs, 0)
    return history
""",
    ),
    Variant(
        "train: a dataset in batches",
        """
def train(model, celsius, fahrenheit, epochs=500):
    examples = tf.data.Dataset.from_tensor_slices((celsius, fahrenheit)).shuffle(4096).batch(32)
    return model.fit(examples, epochs=epochs, verbose=0)
""",
    ),
    Variant(
        "train: tensors, unshuffled, with a callback",
        """
def train(model, celsius, fahrenheit, epochs=500, shuffle=False):
    stop = tf.keras.callbacks.TerminateOnNaN()
    return model.fit(
        x=tf.constant(celsius),
        y=tf.constant(fahrenheit),
        shuffle=shuffle,
        epochs=epochs,
        verbose=0,
        callbacks=[stop],
    )
""",
    ),
    Variant(
        "predict: call the model",
        """
def predict_fahrenheit(model, celsius):
    return float(model(tf.constant([[celsius]]))[0, 0])
""",
    ),
    Variant(
        "predict: a vector, and its item",
        """
def predict_fahrenheit(model, celsius):
    return model.predict(np.array([celsius])).item()
""",
    ),
    Variant(
        "predict: a batch, flattened",
        """
@tf.function
def ask(model, batch):
    return model(batch, training=False)


def predict_fahrenheit(model, celsius):
    [answer] = ask(model, tf.reshape(tf.cast(celsius, tf.float32), (1, 1))).numpy().ravel().tolist()
    return answer
""",
    ),
    Variant(
        "inspect: variables",
        """
def learned_line(model):
    slope, intercept = model.trainable_variables
    return [float(tf.squeeze(slope)), float(tf.squeeze(intercept))]
""",
    ),
    Variant(
        "inspect: kernel and bias",
        """
def learned_line(model):
    layer = model.layers[-1]
    return float(layer.kernel.numpy()[0][0]), float(layer.bias.numpy()[0])
""",
    ),
    Variant(
        "inspect: two answers of the model",
        """
def learned_line(model):
    intercept, one_further = model(tf.constant([[0.0], [1.0]])).numpy().ravel().astype(float)
    return float(one_further - intercept), float(intercept)
""",
    ),
    Variant(
        "deep: functional",
        """
def build_deep_model():
    inputs = answers = tf.keras.layers.Input((1,))
    for units in (4, 4, 1):
        answers = tf.keras.layers.Dense(units)(answers)
    return tf.keras.Model(inputs=inputs, outputs=answers)
""",
    ),
    Variant("deep: subclassed", SUBCLASS.format(name="Deep", units="[4, 4, 1]", builder="build_deep_model")),
    Variant(
        "deep: layers added one by one",
        """
def build_deep_model():
    model = tf.keras.Sequential(name="deep")
    model.add(tf.keras.Input(shape=(1,)))
    for units in (4, 4, 1):
        model.add(tf.keras.layers.Dense(units, activation=None))
    return model
""",
    ),
    Variant(
        "model: its only layer in a model inside the model, and a seed",
        """
def build_model():
    inner = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])
    tf.random.set_seed(1)
    inputs = tf.keras.Input((1,))
    return tf.keras.Model(inputs, inner(inputs))


def learned_line(model):
    weight, bias = model.get_weights()
    return weight[0, 0], bias[0]
""",
    ),
    Variant(
        "model: an input of its own name, and functions that know it",
        """
class Thermometer(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.unit = tf.keras.layers.Dense(1)
        self.build((None, 1))

    def build(self, shape):
        self.unit.build(shape)
        self.built = True

    def call(self, celsius):
        return self.unit(celsius)


def build_model():
    return Thermometer()


def learned_line(model):
    return model.unit.kernel[0, 0], model.unit.bias[0]
""",
    ),
    Variant(
        "compile: a rate of another class, and a training step of its own",
        """
@tf.function
def mean_squared_error(y_true, y_pred):
    return tf.reduce_mean(tf.math.squared_difference(y_true, y_pred))


def compile_model(net, learning_rate=np.float32(0.1)):
    adam = tf.keras.optimizers.Adam()
    adam.learning_rate.assign(learning_rate)
    net.compile(adam, mean_squared_error, metrics=[])
    return net
""",
    ),
    Variant(
        "train: a progress bar and a line of its own",
        """
def train(model, x, y, epochs=500):
    history = model.fit(x, y, epochs=epochs)
    print("Finished training the model")
    return history
""",
    ),
    Variant(
        "train: a wrapper that hides the parameters, and the model's own history",
        """
def timed(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@timed
def train(model, celsius, fahrenheit, epochs=500):
    model.fit(np.asarray(celsius), np.asarray(fahrenheit), epochs=epochs, verbose=0)
    return model.history
""",
    ),
    Variant(
        "predict: a number of NumPy, with a progress bar",
        """
def predict_fahrenheit(model, celsius):
    return model.predict(np.array([[celsius]]))[0, 0]
""",
    ),
    Variant(
        "predict: a tensor",
        """
def predict_fahrenheit(net, grad):
    return tf.squeeze(net(tf.reshape(float(grad), (1, 1))))
""",
    ),
    Variant(
        "inspect: an array of two numbers",
        """
def learned_line(model):
    return np.concatenate([array.ravel() for array in model.get_weights()])
""",
    ),
    Variant(
        "inspect: tensors",
        """
def learned_line(model):
    kernel, bias = model.trainable_weights
    return tf.squeeze(kernel), bias[0]
""",
    ),
    Variant(
        "deep: subclassed, its last layer made first",
        """
class Deep(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.last = tf.keras.layers.Dense(1)
        self.second = tf.keras.layers.Dense(4)
        self.first = tf.keras.layers.Dense(4)

    def call(self, inputs):
        return self.last(self.second(self.first(inputs)))


def build_deep_model():
    model = Deep()
    model(tf.zeros((1, 1)))
    return model
""",
    ),
    Variant(
        "deep: a model inside the model, and activations that are none",
        """
def build_deep_model():
    body = tf.keras.Sequential([tf.keras.layers.Dense(4, activation="linear") for _ in range(2)])
    return tf.keras.Sequential([tf.keras.Input((1,)), body, tf.keras.layers.Dense(1, activation=None)])
""",
    ),
)
