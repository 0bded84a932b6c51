package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.ExprPrinter;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.schedule.LoopPlan;

/**
 * A text that two tiles have in common exactly when one method can compute both: all that is a literal in the method,
 * with axes named by position and addresses by stream.
 */
final class TileKey {
    private final Nest nest;
    private final LoopPlan.Tiled plan;
    private final Streams streams;
    private final TileSignature signature;
    private final Map<String, String> names = new LinkedHashMap<>();

    private TileKey(Nest nest, LoopPlan.Tiled plan, TileShape shape) {
        this.nest = nest;
        this.plan = plan;
        this.streams = new Streams(nest);
        this.signature = TileSignature.of(nest, streams, plan, shape);
        for (Axis axis : nest.axes()) {
            boolean literal = shape.sizes().containsKey(axis.name()) || plan.isVector(axis.name());
            if (literal) names.put(axis.name(), "t" + names.size() + "x" + shape.sizes().getOrDefault(axis.name(), 1));
        }
        nest.reduction().ifPresent(r -> {
            for (Axis axis : r.axes()) {
                boolean passed = signature.arguments().rounds().filter(axis.name()::equals).isPresent();
                names.put(axis.name(), "r" + names.size() + (passed ? "" : "x" + axis.extent()));
            }
        });
    }

    static String of(Nest nest, LoopPlan.Tiled plan, TileShape shape) {
        return new TileKey(nest, plan, shape).text(shape);
    }

    private String text(TileShape shape) {
        List<String> parts = new ArrayList<>();
        parts.add(names.values().toString());
        parts.add(plan.lanes() + " " + plan.vectorAxis().map(names::get).orElse("") + " " + shape.tailLanes());
        parts.add(signature.spaces() + " " + signature.streams() + " " + signature.indices() + " " + signature.hyper() + " "
                + signature.keys());
        parts.add(signature.arguments().text(names::get));
        nest.reduction().ifPresent(r -> parts.add(r.combine() + " " + print(r.body())));
        parts.add(print(nest.result()));
        parts.add(address(nest.store().address()).toString());
        return String.join("\n", parts);
    }

    private String print(Expr expr) {
        return ExprPrinter.print(expr.map(part -> switch (part) {
            case Expr.Load(Access access) -> new Expr.Load(address(access.address()));
            case Expr.Index(Affine value) -> new Expr.Index(named(value));
            case Expr.Uniform(Expr.Key key, int stream, Affine index) -> new Expr.Uniform(key, stream, named(index));
            case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> part;
        }));
    }

    /** The index with the axes of the tile and of the inner loops by position; the others are named in the signature. */
    private Affine named(Affine index) {
        Map<String, Integer> coefficients = new LinkedHashMap<>();
        index.coefficients().forEach((axis, factor) -> coefficients.put(names.getOrDefault(axis, axis), factor));
        return new Affine(coefficients, index.constant());
    }

    /** The address with its stream's number, and only what the method has as a literal. */
    private Access.Address address(Access.Address address) {
        int stream = streams.indexOf(address);
        Map<String, Integer> literal = new LinkedHashMap<>(Map.of("stream" + stream, 1));
        address.offset().coefficients().forEach((axis, coefficient) -> {
            if (names.containsKey(axis) && !signature.arguments().has(stream, axis)) literal.put(names.get(axis), coefficient);
        });
        int constant = address.offset().constant() - streams.all().get(stream).anchor();
        return new Access.Address(address.space(), new Affine(literal, constant));
    }
}
