package org.cnnc.cli;

/** The stages of the compiler, in the order in which a model goes through them, and what the network is before training. */
enum Stage {
    ast,
    graph,
    typed,
    training,
    schedule,
    bytecode,
    /** How strong signals and gradients are with the weights that training starts from. */
    init
}
