package org.cnnc.cli.bench;

/** What is measured of a network. */
public enum Mode {
    infer,
    train
}
