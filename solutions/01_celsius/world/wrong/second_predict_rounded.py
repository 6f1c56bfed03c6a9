# loses: predict
# mistake: the answer is rounded to one decimal
import numpy as np


def predict_fahrenheit(model, celsius):
    answer = model.predict(np.array([[celsius]], dtype=np.float32), verbose=0)
    return round(float(answer[0, 0]), 1)
