# loses: learning
# mistake: odd payments is called supervised classification (fraud or not) though nobody has looked at them
def kind_of_learning():
    answer = {}
    for t in ("temperature", "rent", "rain amount"):
        answer[t] = "supervised regression"
    for t in ("rain or not", "garment", "digit", "odd payments"):
        answer[t] = "supervised classification"
    answer["customer groups"] = "unsupervised"
    return answer
