package org.cnnc.cli;

/** The stages of the compiler, in the order in which a model goes through them. */
enum Stage {
    ast,
    graph,
    typed,
    training,
    schedule,
    bytecode
}
