import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def load_csv(path, batch_size=32):
    features = []
    labels = []
    with open(path, encoding="utf-8") as file:
        next(file)  # header
        for line in file:
            line = line.strip()
            if not line:
                continue
            *lengths, species = line.split(",")
            features.append([float(x) for x in lengths])
            labels.append(int(float(species)))
    features = tf.constant(features, dtype=tf.float32)
    labels = tf.constant(labels, dtype=tf.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)


def build_model():
    layers = [
        tf.keras.layers.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(3),
    ]
    return tf.keras.Sequential(layers)


def loss(model, features, labels, training):
    logits = model(features, training=training)
    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    return value, gradients


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        total_loss = 0.0
        right = 0
        flowers = 0
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            logits = model(features, training=False).numpy().tolist()
            for row, label in zip(logits, labels.numpy().tolist()):
                if row.index(max(row)) == label:
                    right += 1
            flowers += len(logits)
            total_loss += float(value) * len(logits)
        history["loss"].append(total_loss / flowers)
        history["accuracy"].append(right / flowers)
    return history


def evaluate(model, dataset):
    right = 0
    flowers = 0
    for features, labels in dataset:
        for row, label in zip(model(features, training=False).numpy().tolist(), labels.numpy().tolist()):
            right += row.index(max(row)) == label
            flowers += 1
    return right / flowers


def predict_species(model, features):
    names = []
    for row in model(features, training=False).numpy().tolist():
        names.append(SPECIES[row.index(max(row))])
    return names
