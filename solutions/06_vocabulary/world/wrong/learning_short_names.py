# loses: learning
# mistake: the values are 'regression' and 'classification' instead of the texts in KINDS
def kind_of_learning():
    return {
        "temperature": "regression",
        "rent": "regression",
        "rain amount": "regression",
        "rain or not": "classification",
        "garment": "classification",
        "digit": "classification",
        "customer groups": "unsupervised",
        "odd payments": "unsupervised",
    }
