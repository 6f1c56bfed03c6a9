import numpy as np

T = "feature,label,example,layer,model,dense,weights and biases,loss,mean squared error,gradient descent,optimizer,learning rate,batch,epoch,forward pass,backpropagation,flattening,ReLU,softmax,classification,regression,training set,validation set,test set"

match_terms = lambda: dict(zip(T.split(","), "ICRVMGDHWTFOKAXNLQBJUZEP"))

kind_of_learning = lambda: dict.fromkeys(("temperature", "rent", "rain amount"), "supervised regression") | dict.fromkeys(("rain or not", "garment", "digit"), "supervised classification") | dict.fromkeys(("customer groups", "odd payments"), "unsupervised")


def no(why): raise ValueError(why)


steps_per_epoch = lambda n, b: no(f"{n} examples: negative") if n < 0 else no(f"batch size {b}: below 1") if b < 1 else n // b + (n % b > 0)

updates_in_training = lambda n, b, e: no(f"{e} epochs: negative") if e < 0 else e * steps_per_epoch(n, b)

examples_seen = lambda n, e: no(f"{n} examples, {e} epochs: one is negative") if n < 0 or e < 0 else n * e

count_parameters = lambda s: no(f"{min(s)} is no size, below 1") if min(s, default=1) < 1 else sum(a * b + b for a, b in zip(s, s[1:]))

relu = lambda x: np.clip(np.asarray(x, float), 0, None)

softmax = lambda z: (lambda e: e / e.sum(1, keepdims=True))(np.exp(np.array(z, float) - np.max(z, 1, keepdims=True)))

best_epoch = lambda h: min(enumerate(getattr(h, "history", h)["val_loss"]), key=lambda p: p[1])[0]
