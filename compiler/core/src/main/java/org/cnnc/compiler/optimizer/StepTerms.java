package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;

/**
 * What a step is made of: a parameter, its gradient, its state, and numbers that all parameters share. Addresses are
 * relative to the run of parameters that a kernel moves.
 */
public final class StepTerms {
    /** Parameters of a run: tensors start at multiples of it. */
    private static final int RUN = 16;

    private static final Axis AXIS = new Axis("i", RUN);
    private static final Access PARAMETER = new Access.Address(Space.PARAMETERS, Affine.of(AXIS));

    private final String optimizer;
    private final List<String> values;
    private final List<StateArray> arrays;
    private final int parameterFloats;
    private final Expr gradient;

    private StepTerms(String optimizer, List<String> values, List<StateArray> arrays, int parameterFloats, Expr gradient) {
        this.optimizer = optimizer;
        this.values = values;
        this.arrays = arrays;
        this.parameterFloats = parameterFloats;
        this.gradient = gradient;
    }

    /**
     * The terms of an optimizer's step, whose gradient is that of the loss.
     *
     * @param parameterFloats length of the parameters, and of each array of state
     */
    public static StepTerms of(Optimizer optimizer, int parameterFloats) {
        return new StepTerms(optimizer.name(), List.copyOf(optimizer.values().keySet()), optimizer.state(), parameterFloats,
                new Expr.Load(new Access.Address(Space.GRADIENTS, Affine.of(AXIS))));
    }

    /** The same with another gradient. */
    StepTerms withGradient(Expr other) {
        return new StepTerms(optimizer, values, arrays, parameterFloats, other);
    }

    Expr parameter() {
        return new Expr.Load(PARAMETER);
    }

    /** What the optimizer is to follow. */
    Expr gradient() {
        return gradient;
    }

    /** The gradient with the pull of the parameters to 0: {@code weight_decay} times the parameter added to it. */
    Expr decayedGradient() {
        return Expr.fma(value("weight_decay"), parameter(), gradient);
    }

    /** An array of {@link Optimizer#state}. */
    Expr state(int array) {
        return new Expr.Load(stateAccess(array));
    }

    /** One of {@link Optimizer#values}. */
    Expr value(String name) {
        int index = values.indexOf(name);
        if (index < 0) throw new IllegalArgumentException(optimizer + " declares no value " + name);
        return new Expr.Hyper(index, name);
    }

    /** Makes an array of state this, for what follows too. */
    Nest setState(int array, Expr result) {
        return nest(arrays.get(array).name(), result, stateAccess(array));
    }

    /** Makes the parameter this, for what follows too. */
    Nest setParameter(Expr result) {
        return nest("step", result, PARAMETER);
    }

    private Access stateAccess(int array) {
        return new Access.Address(Space.STATE, Affine.of(AXIS).plus(Math.multiplyExact(array, parameterFloats)));
    }

    private Nest nest(String what, Expr result, Access store) {
        return new Nest(optimizer + "_" + what, 0, List.of(AXIS), Optional.empty(), result, store);
    }
}
