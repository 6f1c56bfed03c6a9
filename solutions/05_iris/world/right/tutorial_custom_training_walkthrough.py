# after the tutorial "Custom training: walkthrough"
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")

column_names = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species']
feature_names = column_names[:-1]
label_name = column_names[-1]


def pack_features_vector(features, labels):
  """Pack the features into a single array."""
  features = tf.stack([features[name] for name in feature_names], axis=1)
  return features, labels


def load_csv(path, batch_size=32):
  train_dataset = tf.data.experimental.make_csv_dataset(
      str(path),
      batch_size,
      column_names=column_names,
      column_defaults=[0.0, 0.0, 0.0, 0.0, 0],
      label_name=label_name,
      num_epochs=1)
  return train_dataset.map(pack_features_vector)


def build_model():
  model = tf.keras.Sequential([
    tf.keras.Input(shape=(4,)),
    tf.keras.layers.Dense(10, activation=tf.nn.relu),
    tf.keras.layers.Dense(10, activation=tf.nn.relu),
    tf.keras.layers.Dense(3)
  ])
  return model


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


def train(model, train_dataset, optimizer, epochs=201):
  train_loss_results = []
  train_accuracy_results = []

  for epoch in range(epochs):
    epoch_loss_avg = tf.keras.metrics.Mean()
    epoch_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    for x, y in train_dataset:
      # Optimize the model
      loss_value, grads = grad(model, x, y)
      optimizer.apply_gradients(zip(grads, model.trainable_variables))

      # Track progress
      epoch_loss_avg.update_state(loss_value)  # Add current batch loss
      epoch_accuracy.update_state(y, model(x, training=True))

    # End epoch
    train_loss_results.append(float(epoch_loss_avg.result()))
    train_accuracy_results.append(float(epoch_accuracy.result()))

    if epoch % 50 == 0:
      print("Epoch {:03d}: Loss: {:.3f}, Accuracy: {:.3%}".format(epoch,
                                                                epoch_loss_avg.result(),
                                                                epoch_accuracy.result()))
  return {"loss": train_loss_results, "accuracy": train_accuracy_results}


def evaluate(model, test_dataset):
  test_accuracy = tf.keras.metrics.Accuracy()
  for (x, y) in test_dataset:
    logits = model(x, training=False)
    prediction = tf.math.argmax(logits, axis=1, output_type=tf.int64)
    test_accuracy(prediction, y)
  return float(test_accuracy.result())


def predict_species(model, predict_dataset):
  predictions = model(predict_dataset, training=False)
  names = []
  for i, logits in enumerate(predictions):
    class_idx = tf.math.argmax(logits).numpy()
    names.append(SPECIES[class_idx])
  return names
