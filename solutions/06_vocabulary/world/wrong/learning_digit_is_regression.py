# loses: learning
# mistake: digit is called a regression because its answers look like numbers
def kind_of_learning():
    reg, cla, uns = "supervised regression", "supervised classification", "unsupervised"
    return {
        "temperature": reg,
        "rent": reg,
        "rain amount": reg,
        "rain or not": cla,
        "garment": cla,
        "digit": reg,
        "customer groups": uns,
        "odd payments": uns,
    }
