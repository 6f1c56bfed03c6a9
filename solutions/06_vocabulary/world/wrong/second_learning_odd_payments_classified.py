# loses: learning
# mistake: odd payments are called a classification (odd or not) although nobody has labelled them
def kind_of_learning():
    kinds = {}
    for task in ("temperature", "rent", "rain amount"):
        kinds[task] = "supervised regression"
    for task in ("rain or not", "garment", "digit", "odd payments"):
        kinds[task] = "supervised classification"
    kinds["customer groups"] = "unsupervised"
    return kinds
