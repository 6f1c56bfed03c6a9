# after "Custom training: walkthrough"
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")

# column order in CSV file
column_names = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species']
feature_names = column_names[:-1]
label_name = column_names[-1]


def pack_features_vector(features, labels):
  """Pack the features into a single array."""
  features = tf.stack([features[name] for name in feature_names], axis=1)
  return features, labels


def load_csv(path, batch_size=32):
  train_dataset = tf.data.experimental.make_csv_dataset(
      path,
      batch_size,
      column_names=column_names,
      column_defaults=[tf.float32] * 4 + [tf.int32],
      label_name=label_name,
      num_epochs=1)
  return train_dataset.map(pack_features_vector)


def build_model():
  return tf.keras.Sequential([
      tf.keras.Input(shape=(4,)),
      tf.keras.layers.Dense(10, activation=tf.nn.relu),
      tf.keras.layers.Dense(10, activation=tf.nn.relu),
      tf.keras.layers.Dense(3)
  ])


loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def loss(model, x, y, training):
  # training=training is needed only if there are layers with different
  # behavior during training versus inference (e.g. Dropout).
  y_ = model(x, training=training)
  return loss_object(y_true=y, y_pred=y_)


def grad(model, inputs, targets):
  with tf.GradientTape() as tape:
    loss_value = loss(model, inputs, targets, training=True)
  return loss_value, tape.gradient(loss_value, model.trainable_variables)


def train(model, dataset, optimizer, epochs=201):
  # Keep results for plotting
  train_loss_results = []
  train_accuracy_results = []

  for epoch in range(epochs):
    epoch_loss_avg = tf.keras.metrics.Mean()
    epoch_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    for x, y in dataset:
      loss_value, grads = grad(model, x, y)
      optimizer.apply_gradients(zip(grads, model.trainable_variables))

      # Track progress
      epoch_loss_avg.update_state(loss_value)
      epoch_accuracy.update_state(y, model(x, training=True))

    train_loss_results.append(epoch_loss_avg.result())
    train_accuracy_results.append(epoch_accuracy.result())

    if epoch % 50 == 0:
      print("Epoch {:03d}: Loss: {:.3f}, Accuracy: {:.3%}".format(
          epoch, float(epoch_loss_avg.result()), float(epoch_accuracy.result())))

  return {"loss": train_loss_results, "accuracy": train_accuracy_results}


def evaluate(model, dataset):
  test_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
  for x, y in dataset:
    test_accuracy.update_state(y, model(x, training=False))
  return test_accuracy.result()


def predict_species(model, features):
  predictions = model(features, training=False)
  names = []
  for logits in predictions:
    class_idx = tf.math.argmax(logits).numpy()
    names.append(SPECIES[class_idx])
  return names
