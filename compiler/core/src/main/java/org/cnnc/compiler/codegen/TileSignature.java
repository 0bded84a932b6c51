package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.LoopPlan;
import org.objectweb.asm.Type;

/**
 * What a tile method takes, in this order: the arrays, an offset per stream, the position along each independent
 * axis whose number the expressions use, strides and a trip count, the optimizer's values, the keys of random numbers.
 */
record TileSignature(
        List<Space> spaces,
        int streams,
        List<String> indices,
        TileArguments arguments,
        boolean hyper,
        Set<Expr.Key> keys) {
    static TileSignature of(Nest nest, Streams streams, LoopPlan.Tiled plan, TileShape shape) {
        Set<String> indices = new TreeSet<>();
        boolean[] hyper = new boolean[1];
        Set<Expr.Key> keys = EnumSet.noneOf(Expr.Key.class);
        nest.visit(part -> {
            switch (part) {
                case Expr.Index(Affine value) -> indices.addAll(value.coefficients().keySet());
                case Expr.Uniform(Expr.Key key, int _, Affine index) -> {
                    indices.addAll(index.coefficients().keySet());
                    keys.add(key);
                }
                case Expr.Hyper _ -> hyper[0] = true;
                case Expr.Constant _, Expr.Load _, Expr.Accumulator _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                        Expr.Select _ -> {}
            }
        });
        List<String> outer = nest.axes().stream().map(Axis::name).filter(indices::contains).toList();
        TileArguments arguments = TileArguments.of(nest, streams, plan, shape);
        return new TileSignature(spaces(nest, streams), streams.all().size(), outer, arguments, hyper[0], keys);
    }

    /** The arrays that every tile of a nest takes. */
    static List<Space> spaces(Nest nest, Streams streams) {
        List<Space> spaces = new ArrayList<>(streams.spaces());
        // Lanes are added up there.
        if (nest.reduction().isPresent() && !spaces.contains(Space.SCRATCH)) spaces.add(Space.SCRATCH);
        return spaces;
    }

    Type[] parameters() {
        List<Type> types = new ArrayList<>();
        spaces.forEach(space -> types.add(Types.FLOATS));
        for (int i = 0; i < streams + indices.size() + arguments.count(); i++) types.add(Type.INT_TYPE);
        if (hyper) types.add(Types.FLOATS);
        keys.forEach(key -> types.add(Type.LONG_TYPE));
        return types.toArray(Type[]::new);
    }

    String descriptor() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, parameters());
    }
}
