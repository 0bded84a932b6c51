package org.cnnc.compiler.op;

/** What an op's gradient is written against: applies ops to values of the graph being built. */
public interface GraphBuilder {
    /** The result of an op; its type is inferred. */
    Value apply(Op op, Value... inputs);
}
