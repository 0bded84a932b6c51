package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.Parameter;

/**
 * Turns the nodes of a graph into loop nests: one operand per value, a copy in and out where samples change their
 * order, and reshaped values as other views of the same memory wherever no margin stands between.
 */
final class Lower {
    private final int block;
    private final Names names = new Names();
    private final Map<Value, Operand> operands = new HashMap<>();
    private final Map<Operand, Program.Bound> bound = new LinkedHashMap<>();
    private final List<Nest> nests = new ArrayList<>();
    private final Map<Nest, Reshape> reshapes = new LinkedHashMap<>();
    private int operandCount;

    private record Reshape(Operand from, Operand to) {}

    Lower(int block) {
        this.block = block;
    }

    /** A new operand for an intermediate result. */
    Operand operand(String name, TensorType type) {
        return new Operand(operandCount++, name, type);
    }

    /** The operand of a value. */
    Operand of(Value value) {
        return operands.computeIfAbsent(value, v -> operand(v.name(), v.type()));
    }

    void parameters(List<Parameter> parameters, List<Value> values) {
        for (int i = 0; i < parameters.size(); i++) bind(values.get(i), Space.PARAMETERS, parameters.get(i).offset());
    }

    /** Places a value outside the arena. */
    void bind(Value value, Space space, int offset) {
        bind(of(value), space, offset);
    }

    /** Places an operand outside the arena. */
    void bind(Operand operand, Space space, int offset) {
        bound.put(operand, new Program.Bound(space, offset));
    }

    /** A copy of a value. */
    Operand copy(Value value) {
        Operand copy = operand(value.name() + "_copy", value.type());
        copy(names.unique(Names.identifier(copy.name())), of(value), copy);
        return copy;
    }

    /** Copies an input or a target from its place among the inputs and outputs. */
    void copyIn(Value value, int offset) {
        Operand outside = operand(value.name() + "_in", value.type());
        bound.put(outside, new Program.Bound(Space.IO, offset));
        copy(names.unique(value.name() + "_copy_in"), outside, of(value));
    }

    /** Copies an output to its place among the inputs and outputs. */
    void copyOut(String name, Value value, int offset) {
        Operand outside = operand(name + "_out", value.type());
        bound.put(outside, new Program.Bound(Space.IO, offset));
        copy(names.unique(name + "_copy_out"), of(value), outside);
    }

    private void copy(String name, Operand from, Operand to) {
        Lowering lowering = new Lowering(name, 0, block, this::operand);
        List<Axis> axes = lowering.axes(from);
        lowering.compute(axes, Lowering.load(from, axes), Lowering.at(to, axes));
        nests.addAll(lowering.nests());
    }

    void node(Node node) {
        Lowering lowering = new Lowering(Names.of(node), node.line(), block, this::operand);
        List<Operand> inputs = node.inputs().stream().map(this::of).toList();
        Operand output = of(node.output());
        node.op().lower(lowering, inputs, output);
        List<Nest> lowered = lowering.nests().stream().map(this::uniquelyNamed).toList();
        nests.addAll(lowered);
        if (node.op().reshapes()) {
            lowered.forEach(nest -> reshapes.put(nest, new Reshape(inputs.getFirst(), output)));
        }
    }

    private Nest uniquelyNamed(Nest nest) {
        String name = names.unique(nest.name());
        return new Nest(name, nest.line(), nest.axes(), nest.reduction(), nest.result(), nest.store());
    }

    /** All nests so far; copies that only reshape are left out where the memory can be shared. */
    Program program() {
        Margins margins = Margins.of(nests);
        Map<Operand, Operand> aliases = new LinkedHashMap<>();
        Set<Operand> withMargin = new LinkedHashSet<>();
        for (Nest nest : nests) {
            nest.loads().stream().map(load -> load.operand()).filter(o -> !margins.of(o).none()).forEach(withMargin::add);
        }
        List<Program.Step> steps = new ArrayList<>();
        for (Nest nest : nests) {
            Reshape reshape = reshapes.get(nest);
            boolean shared = reshape != null
                    && !withMargin.contains(reshape.from())
                    && !withMargin.contains(reshape.to())
                    && !bound.containsKey(reshape.from())
                    && !bound.containsKey(reshape.to())
                    && aliasRootsWithoutMargin(reshape.from(), aliases, withMargin);
            if (shared) aliases.put(reshape.to(), reshape.from());
            else steps.add(new Program.Step(nest));
        }
        return new Program(steps, aliases, bound, Map.of());
    }

    private static boolean aliasRootsWithoutMargin(
            Operand operand, Map<Operand, Operand> aliases, Set<Operand> withMargin) {
        for (Operand root = operand; root != null; root = aliases.get(root)) {
            if (withMargin.contains(root)) return false;
        }
        return true;
    }
}
