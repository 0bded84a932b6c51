package org.cnnc.compiler.diagnostics;

/**
 * The stable codes of diagnostics, with their titles. 1xxx source and syntax, 2xxx names, arguments and
 * shapes, 3xxx expectations, 4xxx the training section, 5xxx data, 6xxx weights, 7xxx warnings of what is
 * legal and probably not meant, 8xxx lock files.
 */
public enum Code {
    CNN1001("file cannot be read"),
    CNN1002("not a text file"),
    CNN1003("nothing declared"),
    CNN1004("file too large"),
    CNN1005("unknown character"),
    CNN1006("string not closed"),
    CNN1007("comment not closed"),
    CNN1008("syntax error"),
    CNN1009("brace not closed"),
    CNN1010("nested too deeply"),
    CNN1011("number out of range"),
    CNN1012("imports in a cycle"),
    CNN1013("declared twice"),

    CNN2001("unknown layer"),
    CNN2002("unknown argument"),
    CNN2003("wrong kind of value"),
    CNN2004("kernel larger than its padded input"),
    CNN2005("input of the wrong rank"),
    CNN2006("inputs do not fit together"),
    CNN2007("size out of range"),
    CNN2008("channels not divisible by groups"),
    CNN2009("shape not as asserted"),
    CNN2010("argument missing"),
    CNN2011("argument given twice"),
    CNN2012("too many arguments"),
    CNN2013("value out of range"),
    CNN2014("not a whole number"),
    CNN2015("unknown name"),
    CNN2016("name used twice"),
    CNN2017("unknown tensor"),
    CNN2018("no input to read"),
    CNN2019("branches not joined"),
    CNN2020("too few tensors to join"),
    CNN2021("model too large"),
    CNN2022("blocks nested too deeply"),
    CNN2023("model without an input"),
    CNN2024("division by zero"),
    CNN2025("parameter without a value"),
    CNN2026("unknown setting"),
    CNN2027("label needed"),
    CNN2028("misplaced statement"),
    CNN2029("output without a layer"),
    CNN2070("arguments that exclude each other"),
    CNN2071("other number of elements"),
    CNN2072("not an order of the axes"),
    CNN2080("not the model width"),
    CNN2081("heads that do not divide the model width"),
    CNN2082("no weights to drop"),

    CNN3001("expectation not met"),
    CNN3002("unknown quantity"),
    CNN3003("quantity not measurable here"),

    CNN4001("unknown training setting"),
    CNN4003("training of an unknown model"),
    CNN4004("model with two training sections"),
    CNN4005("unknown loss"),
    CNN4006("unknown optimizer"),
    CNN4007("training setting given twice"),
    CNN4008("training setting missing"),
    CNN4009("unknown schedule"),
    CNN4010("unknown augmentation"),
    CNN4011("unknown metric"),
    CNN4020("batch too small to normalise"),
    CNN4040("loss does not fit the output"),
    CNN4050("augmentation does not fit the input"),
    CNN4051("augmentation larger than the sample"),
    CNN4052("augmentation by an empty range"),
    CNN4053("targets do not follow the augmentation"),
    CNN4054("nothing to mix with"),
    CNN4060("no validation samples to watch"),
    CNN4070("sweep cannot be read"),
    CNN4071("too many trials"),
    CNN4072("no validation data to rank by"),

    CNN5001("unknown data source"),
    CNN5002("data file cannot be read"),
    CNN5003("data file damaged"),
    CNN5004("data does not fit the model"),
    CNN5005("no data to train on"),
    CNN5010("data larger than memory"),

    CNN6001("weight file cannot be read"),
    CNN6002("weight file damaged"),
    CNN6003("weights of another model"),
    CNN6004("training diverged"),

    CNN7001("block never used"),
    CNN7002("parameter never read"),
    CNN7003("value never read"),
    CNN7004("import never used"),
    CNN7005("default never applied"),
    CNN7006("layer without a reader"),
    CNN7007("layer without effect"),
    CNN7008("probabilities taken for logits"),
    CNN7009("stride skips input"),
    CNN7010("dropout at the end"),
    CNN7011("bias without effect"),

    CNN8001("lock file missing"),
    CNN8002("lock file damaged"),
    CNN8003("lock file of another format"),
    CNN8004("unknown key in a lock file"),
    CNN8005("model not locked"),
    CNN8006("locked model gone"),
    CNN8007("model not as locked"),
    CNN8008("layer not as locked"),
    CNN8009("layer not in the lock"),
    CNN8010("locked layer gone"),
    CNN8011("layer renamed"),
    CNN8012("totals not as locked");

    private final String title;

    Code(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
