# loses: learning
# mistake: the digit is taken for a quantity because it looks like a number
KINDS = ("supervised regression", "supervised classification", "unsupervised")


def kind_of_learning():
    reg, clf, un = KINDS
    return {
        "temperature": reg,
        "rent": reg,
        "rain amount": reg,
        "rain or not": clf,
        "garment": clf,
        "digit": reg,
        "customer groups": un,
        "odd payments": un,
    }
