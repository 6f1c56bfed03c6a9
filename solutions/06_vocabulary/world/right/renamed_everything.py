import numpy as nump


def match_terms():
    Zuordnung = {}
    for Buchstabe, Wort in [
        ("A", "epoch"), ("B", "softmax"), ("C", "label"), ("D", "weights and biases"), ("E", "validation set"),
        ("F", "optimizer"), ("G", "dense"), ("H", "loss"), ("I", "feature"), ("J", "classification"),
        ("K", "batch"), ("L", "flattening"), ("M", "model"), ("N", "backpropagation"), ("O", "learning rate"),
        ("P", "test set"), ("Q", "ReLU"), ("R", "example"), ("S", None), ("T", "gradient descent"),
        ("U", "regression"), ("V", "layer"), ("W", "mean squared error"), ("X", "forward pass"), ("Y", None),
        ("Z", "training set"),
    ]:
        if Wort is not None:
            Zuordnung[Wort] = Buchstabe
    return Zuordnung


def kind_of_learning():
    ueberwacht = "supervised"
    return dict([
        ("odd payments", "un" + ueberwacht),
        ("customer groups", "un" + ueberwacht),
        ("digit", ueberwacht + " classification"),
        ("garment", ueberwacht + " classification"),
        ("rain or not", ueberwacht + " classification"),
        ("rain amount", ueberwacht + " regression"),
        ("rent", ueberwacht + " regression"),
        ("temperature", ueberwacht + " regression"),
    ])


def steps_per_epoch(anzahl, stapel):
    if anzahl < 0:
        raise ValueError(f"anzahl = {anzahl} ist negativ: weniger als kein Beispiel gibt es nicht")
    if stapel < 1:
        raise ValueError(f"stapel = {stapel} ist kleiner als 1: ein Stapel braucht ein Beispiel")
    ganze, rest = divmod(anzahl, stapel)
    return ganze + int(bool(rest))


def updates_in_training(anzahl, stapel, runden):
    if runden < 0:
        raise ValueError(f"runden = {runden} ist negativ")
    return runden * steps_per_epoch(anzahl, stapel)


def examples_seen(anzahl, runden):
    for wert in (anzahl, runden):
        if wert < 0:
            raise ValueError(f"anzahl = {anzahl}, runden = {runden}: keine Zahl darf negativ sein")
    return anzahl * runden


def count_parameters(breiten):
    if [b for b in breiten if b < 1]:
        raise ValueError(f"breiten = {breiten}: jede muss mindestens 1 sein")
    gesamt, vorher = 0, None
    for b in breiten:
        if vorher is not None:
            gesamt += (vorher + 1) * b
        vorher = b
    return gesamt


def relu(werte):
    werte = nump.asarray(werte, dtype=float)
    return nump.where(werte < 0, 0.0, werte)


def softmax(zeilen):
    zeilen = nump.asarray(zeilen, dtype=nump.longdouble)
    hoch = nump.exp(zeilen - zeilen.max(1)[:, None])
    return (hoch / hoch.sum(1)[:, None]).astype(float)


def best_epoch(verlauf):
    if hasattr(verlauf, "history"):
        verlauf = verlauf.history
    kleinster = float("inf")
    wo = 0
    for runde, verlust in enumerate(verlauf["val_loss"]):
        if verlust < kleinster:
            kleinster, wo = verlust, runde
    return wo
