package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;

/** The ops that a {@link Composite} is made of, as it applies them. */
final class Pieces implements GraphBuilder {
    private record Piece(Op op, List<Value> inputs, Value output) {}

    private final GraphBuilder builder;
    private final List<Piece> pieces = new ArrayList<>();

    Pieces(GraphBuilder builder) {
        this.builder = builder;
    }

    @Override
    public Value apply(Op op, Value... inputs) {
        Value output = builder.apply(op, inputs);
        pieces.add(new Piece(op, List.of(inputs), output));
        return output;
    }

    /** The gradients of the inputs, by reverse-mode differentiation of the ops. */
    List<Value> gradient(List<Value> inputs, Value result, Value dy, boolean[] needed) {
        Set<Value> differentiated = new HashSet<>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) differentiated.add(inputs.get(i));
        }
        for (Piece piece : pieces) {
            if (piece.inputs.stream().anyMatch(differentiated::contains)) differentiated.add(piece.output);
        }
        Map<Value, Value> sums = new HashMap<>(Map.of(result, dy));
        for (Piece piece : pieces.reversed()) {
            if (!sums.containsKey(piece.output)) continue;
            boolean[] wanted = new boolean[piece.inputs.size()];
            for (int i = 0; i < wanted.length; i++) wanted[i] = differentiated.contains(piece.inputs.get(i));
            List<Value> gradients =
                    piece.op.gradient(builder, piece.inputs, piece.output, sums.get(piece.output), wanted);
            for (int i = 0; i < wanted.length; i++) {
                if (!wanted[i] || gradients.get(i) == null) continue;
                sums.merge(piece.inputs.get(i), gradients.get(i), (a, b) -> builder.apply(new Add(), a, b));
            }
        }
        return Stream.iterate(0, i -> i < needed.length, i -> i + 1)
                .map(i -> needed[i] ? sums.get(inputs.get(i)) : null)
                .toList();
    }

    /** Adds the loops of all ops; what lies between them is kept in temporaries. */
    static void lower(Composite layer, Lowering lowering, List<Operand> inputs, Operand output) {
        int[] next = {0};
        Map<Value, Operand> operands = new HashMap<>();
        List<Value> values = new ArrayList<>();
        for (Operand input : inputs) {
            Value value = new Value(next[0]++, input.name(), input.type(), Value.Kind.INPUT);
            operands.put(value, input);
            values.add(value);
        }
        Pieces pieces = new Pieces((op, read) -> new Value(
                next[0]++, op.name(), op.infer(Stream.of(read).map(Value::type).toList()), Value.Kind.RESULT));
        operands.put(layer.expand(pieces, values), output);
        for (Piece piece : pieces.pieces) {
            Operand result = operands.computeIfAbsent(piece.output, value -> temporary(lowering, value));
            piece.op.lower(lowering, piece.inputs.stream().map(operands::get).toList(), result);
        }
    }

    private static Operand temporary(Lowering lowering, Value value) {
        return value.type().batched()
                ? lowering.temporary(value.name(), value.type().shape())
                : lowering.sharedTemporary(value.name(), value.type().shape());
    }
}
