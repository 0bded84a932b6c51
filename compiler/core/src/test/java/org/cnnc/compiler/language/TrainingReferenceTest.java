package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.errors;

import org.cnnc.compiler.Texts;
import org.cnnc.compiler.graph.TrainSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language reference's chapter "Training": every word is known, its arguments are checked, and none is passed over. */
class TrainingReferenceTest {
    private static String section(String settings) {
        return "model M { input a: 1 x 8 x 8; flatten; dense 10 }\ntrain M { " + settings + " }";
    }

    @Test
    void everySettingHasADefault() {
        TrainSpec train = Models.good(section("")).graph().training().orElseThrow();
        assertThat(train.loss().name()).isEqualTo("mse");
        assertThat(train.optimizer().name()).isEqualTo("sgd");
        assertThat(train.batch()).isPositive();
        assertThat(train.epochs()).isPositive();
        String classifier = "model M { input a: 4; dense 10; softmax }\ntrain M { }";
        assertThat(Models.good(classifier).graph().training().orElseThrow().loss().name()).isEqualTo("cross_entropy");
        String binary = "model M { input a: 4; dense 1; sigmoid }\ntrain M { }";
        assertThat(Models.good(binary).graph().training().orElseThrow().loss().name()).isEqualTo("binary_cross_entropy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "data mnist", "data mnist(pad = 2, normalize = true, validation = 1k, shuffle = true, limit = 100)", "data idx(\"dir\")",
        "data fashion_mnist", "data fashion_mnist(\"dir\", limit = 10)", "data cifar10(normalize = true)", "data cifar10(\"dir\")", "data images(\"dir\", resize = crop, test = 0.1)",
        "data npy(\"x.npy\", \"y.npy\", test_x = \"a.npy\", test_y = \"b.npy\")", "data csv(\"t.csv\", label = \"class\", header = false, separator = \";\")",
        "data csv(\"t.csv\", target = \"y\", test_file = \"u.csv\")", "data synthetic", "data synthetic(samples = 200, classes = 3, kind = xor, shuffle = false)", "loss cross_entropy", "loss mse", "loss cross_entropy(label_smoothing = 0)", "optimizer sgd(0.1, l1 = 0, l2 = 0)", "schedule constant(warmup = 0)",
        "optimizer sgd", "optimizer sgd(0.1)", "optimizer sgd(lr = 0.1, momentum = 0.9, nesterov = true, weight_decay = 1e-4)",
        "optimizer sgd(0.1, l1 = 1e-4)", "optimizer adamw(l2 = 1e-4)", "optimizer nadam(clip_norm = 1)",
        "optimizer adagrad", "optimizer rmsprop(0.01, decay = 0.9, momentum = 0.9)", "optimizer adam(0.001)", "optimizer adamw", "optimizer nadam",
        "augment flip", "augment flip, shift(2)", "augment rotate(10), flip", "augment scale(0.8, 1.2)", "augment scale(lo = 1, hi = 1)", "augment shear(5)",
        "augment crop(4)", "augment noise(0.1)", "augment cutout(px = 7)", "augment mixup(0.2)", "augment cutmix(alpha = 1)", "augment mixup, cutmix",
        "augment shift, rotate, scale, shear, crop, noise", "augment shift(0), crop(0), noise(0), cutout(0), mixup(0), cutmix(0)",
        "loss cross_entropy(label_smoothing = 0.1)", "loss cross_entropy(weights = (1, 1, 1, 1, 1, 2, 2, 2, 2, 0.5))", "loss binary_cross_entropy", "loss l1", "loss huber", "loss huber(0.5)", "loss hinge",
        "loss perceptron", "metrics top_k(5)", "metrics accuracy, top_k(3), confusion",
        "schedule constant", "schedule step(10, 0.5)", "schedule step", "schedule exponential(0.1)", "schedule inverse(k = 0.1)", "schedule cosine",
        "schedule one_cycle(max = 0.4)", "schedule one_cycle(0.4)", "schedule one_cycle", "schedule constant(warmup = 2)", "schedule cosine(warmup = 0.5)",
        "data mnist(validation = 1k); schedule plateau(patience = 3, factor = 0.5, warmup = 1)", "data mnist(validation = 1k); schedule plateau(0)",
        "data mnist(validation = 1k); early_stop(patience = 3, monitor = loss)", "data mnist(validation = 1k); early_stop(3)",
        "data mnist(validation = 1k); early_stop", "checkpoint(every = 2, keep = 3)", "checkpoint", "batch 64; epochs 20; seed 7", "metrics accuracy",
        "ensemble", "ensemble 5", "ensemble(5)", "ema", "ema 0.99", "ema(decay = 0.99)",
    })
    void whatIsCarriedOut(String settings) {
        assertThat(errors(section(settings))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "epoch 3 | CNN4001 | did you mean `epochs`?",
        "warmup 3 | CNN4001 | `warmup` is an argument of the schedule",
        "clip_norm 3 | CNN4001 | `clip_norm` is an argument of the optimizer",
        "data mnits | CNN5001 | did you mean `mnist`?",
        "data cifar100 | CNN5001 | did you mean `cifar10`?",
        "augment filp | CNN4010 | did you mean `flip`?",
        "augment | CNN4008 | ",
        "augment 3 | CNN2003 | ",
        "augment shift(-2) | CNN2013 | ",
        "augment shift(2.5) | CNN2014 | ",
        "augment flip, flop(1) | CNN4010 | ",
        "augment flip(2) | CNN2012 | ",
        "augment rotate(181) | CNN2013 | `deg` is 0 to 180, found 181",
        "augment shear(90) | CNN2013 | `deg` is 0 to 89, found 90",
        "augment scale(0, 1) | CNN2013 | ",
        "augment scale(1.2, 0.8) | CNN4052 | `scale(0.8, 1.2)` has the smaller one first",
        "augment noise(-1) | CNN2013 | ",
        "augment mixup(-1) | CNN2013 | ",
        "augment shift(8) | CNN4051 | `px` is 0 to 7 here",
        "augment crop(8) | CNN4051 | `pad` is 0 to 7 here",
        "augment cutout | CNN4051 | `px` is 8, and a sample has 8 x 8 cells",
        "augment cutmix; batch 1 | CNN4054 | ",
        "loss crossentropy | CNN4005 | did you mean `cross_entropy`?",
        "loss huber(deltta = 1) | CNN2002 | did you mean `delta`?",
        "optimizer adma | CNN4006 | did you mean `adam`?",
        "optimizer adam(beta1 = 2) | CNN2013 | `beta1` is 0 to 0.9999999, found 2",
        "optimizer sgd(lr = -1) | CNN2013 | ",
        "optimizer sgd(0.1, clip_nrom = 1) | CNN2002 | did you mean `clip_norm`?",
        "optimizer sgd, 3 | CNN2012 | ",
        "optimizer sgd(clip_norm = 0) | CNN2013 | ",
        "loss mse(label_smoothing = 0.1) | CNN2002 | ",
        "loss cross_entropy(label_smoothing = 2) | CNN2013 | `label_smoothing` is 0 to 1, found 2",
        "loss cross_entropy(weights = (0, 0, 0)) | CNN4040 | all class weights are 0, so that no sample counts",
        "loss cross_entropy(weights = (1, 2)) | CNN4040 | the loss has 2 class weights, the output 10 classes",
        "loss cross_entropy(weights = (1, -2)) | CNN2013 | `weights` is at least 0, found -2",
        "loss cross_entropy(weights = 3) | CNN2003 | `weights` is numbers such as (1, 0.5), found a number: 3",
        "loss huber(0) | CNN2013 | `delta` is",
        "schedule cosin | CNN4009 | did you mean `cosine`?",
        "schedule step(0, 0.5) | CNN2013 | ",
        "schedule exponential(-1) | CNN2013 | `k` is at least 0, found -1",
        "schedule cosine(3) | CNN2012 | ",
        "schedule cosine(warmpu = 3) | CNN2002 | did you mean `warmup`?",
        "schedule constant(warmup = -1) | CNN2013 | ",
        "schedule plateau(patience = -1) | CNN2013 | ",
        "data mnist; schedule plateau | CNN4060 | `validation` is 0 here",
        "schedule plateau | CNN4060 | as `validation = 1000` does",
        "data idx(3); early_stop | CNN2003 | ",
        "checkpoint(every = 0) | CNN2013 | ",
        "batch 0 | CNN2013 | `batch` is 1 to",
        "batch 2.5 | CNN2014 | ",
        "batch many | CNN2015 | ",
        "batch | CNN4008 | ",
        "batch 3, 4 | CNN2012 | ",
        "batch 3; batch 4 | CNN4007 | ",
        "epochs -1 | CNN2013 | ",
        "seed -1 | CNN2013 | ",
        "early_stop(patience = 0) | CNN2013 | ",
        "data mnist(validation = 1k); early_stop(monitor = accuracey) | CNN2003 | did you mean `accuracy`?",
        "data mnist(validation = 1k); early_stop(patiance = 3) | CNN2002 | did you mean `patience`?",
        "metrics acuracy | CNN4011 | did you mean `accuracy`?",
        "data mnist(valdation = 3) | CNN2002 | did you mean `validation`?",
        "data idx | CNN2010 | ",
        "data idx(3) | CNN2003 | ",
    })
    void whatIsWrong(String settings, String codes, String text) {
        assertThat(errors(section(settings))).isEqualTo(codes);
        assertThat(Texts.rendered(Texts.check(section(settings)))).contains(text == null ? "" : text);
    }
}
