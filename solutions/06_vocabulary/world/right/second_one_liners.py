import numpy as np


def nope(why):
    raise ValueError(why)


match_terms = lambda: dict(zip("feature,label,example,layer,model,dense,weights and biases,loss,mean squared error,gradient descent,optimizer,learning rate,batch,epoch,forward pass,backpropagation,flattening,ReLU,softmax,classification,regression,training set,validation set,test set".split(","), "ICRVMGDHWTFOKAXNLQBJUZEP"))

kind_of_learning = lambda: {t: ("supervised regression", "supervised classification", "unsupervised")[k] for t, k in dict(temperature=0, rent=0, garment=1, digit=1).items()} | {"rain amount": "supervised regression", "rain or not": "supervised classification"} | dict.fromkeys(("customer groups", "odd payments"), "unsupervised")

steps_per_epoch = lambda n, b: nope("bad count") if n < 0 or b < 1 else -(-n // b)

updates_in_training = lambda n, b, e: nope("bad epochs") if e < 0 else steps_per_epoch(n, b) * e

examples_seen = lambda n, e: nope("negative") if min(n, e) < 0 else n * e

count_parameters = lambda s: nope("size below 1") if min(s) < 1 else sum((a + 1) * b for a, b in zip(s, s[1:]))

relu = lambda x: np.clip(np.asarray(x, float), 0, None)

softmax = lambda z: (e := np.exp((a := np.array(z, float)) - a.max(1)[:, None])) / e.sum(1)[:, None]

best_epoch = lambda h: (v := (h if isinstance(h, dict) else h.history)["val_loss"]).index(min(v))
