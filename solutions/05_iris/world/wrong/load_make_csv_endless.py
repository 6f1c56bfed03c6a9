# loses: load
# mistake: make_csv_dataset without num_epochs=1 repeats for ever, so a pass never ends
import tensorflow as tf

column_names = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species']


def pack_features_vector(features, labels):
  return tf.stack([features[n] for n in column_names[:-1]], axis=1), labels


def load_csv(path, batch_size=32):
  ds = tf.data.experimental.make_csv_dataset(
      str(path),
      batch_size,
      column_names=column_names,
      column_defaults=[0.0, 0.0, 0.0, 0.0, 0],
      label_name='species')
  return ds.map(pack_features_vector)
