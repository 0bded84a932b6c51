package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.ExprPrinter;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One loop over the floats of several rows: {@code o_m[j] = f_m(o_m[j], r_0[j], r_1[j], ..., s_0, s_1, ...)}. Every
 * array has the same index, and what does not change with it is a parameter; so HotSpot makes vectors of it.
 *
 * @param results the new value of each result row; {@code Accumulator(m)} is the old one
 * @param rows what stands in the other rows
 * @param scalars what stays the same along the row
 */
record RowLoop(List<Expr> results, List<Expr> rows, List<Expr> scalars) {
    /**
     * HotSpot inlines hot methods of up to 325 bytes, and a loop inlined among the copies of a kernel is not vectorised
     * any more (measured: four times slower). So many instructions that do nothing keep the loop a method of its own.
     */
    private static final int INLINING_LIMIT = 325;

    /** @param isRow tells loads that run along the row from those that stay the same */
    static RowLoop of(List<Expr> results, Predicate<Expr.Load> isRow) {
        Map<Expr, Integer> rows = new LinkedHashMap<>();
        Map<Expr, Integer> scalars = new LinkedHashMap<>();
        for (Expr result : results) {
            result.visit(part -> {
                switch (part) {
                    case Expr.Load load -> (isRow.test(load) ? rows : scalars).putIfAbsent(load, 0);
                    case Expr.Index _, Expr.Hyper _, Expr.Uniform _ -> scalars.putIfAbsent(part, 0);
                    case Expr.Constant _, Expr.Accumulator _, Expr.Unary _, Expr.Binary _, Expr.Fma _, Expr.Select _ -> {}
                }
            });
        }
        return new RowLoop(List.copyOf(results), innermostFirst(rows), innermostFirst(scalars));
    }

    /** Rows are loaded in the order in which they are used: HotSpot does not vectorise the opposite one. */
    private static List<Expr> innermostFirst(Map<Expr, Integer> outermostFirst) {
        return List.copyOf(outermostFirst.keySet()).reversed();
    }

    /** How the scalars lie in one array, where they do so regularly, as the weights of a few taps and filters do. */
    Optional<ScalarGrid> grid() {
        return ScalarGrid.of(scalars, results.size());
    }

    String descriptor() {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < results.size() + rows.size(); i++) types.add(Types.FLOATS);
        types.add(Type.INT_TYPE);
        Optional<ScalarGrid> grid = grid();
        if (grid.isPresent()) {
            types.addAll(grid.get().parameters());
        } else {
            for (int i = 0; i < scalars.size(); i++) types.add(Type.FLOAT_TYPE);
        }
        return Type.getMethodDescriptor(Type.VOID_TYPE, types.toArray(Type[]::new));
    }

    /** Results in terms of numbered values: result rows first, then the other rows, then the scalars. */
    private List<Expr> numbered() {
        Map<Expr, Expr> numbers = new LinkedHashMap<>();
        for (Expr row : rows) numbers.put(row, new Expr.Accumulator(results.size() + numbers.size()));
        for (Expr scalar : scalars) numbers.put(scalar, new Expr.Accumulator(results.size() + numbers.size()));
        return results.stream().map(result -> result.map(part -> numbers.getOrDefault(part, part))).toList();
    }

    /** Equal exactly for loops that one method can run. */
    String key() {
        return results.size() + " " + rows.size() + " " + grid().isPresent() + " " + numbered().stream().map(ExprPrinter::print).toList();
    }

    void emit(ClassVisitor owner, String name) {
        List<Expr> numbered = numbered();
        Code.method(owner, Opcodes.ACC_STATIC, name, descriptor(), 0, code -> {
            List<Code.Local> arrays = new ArrayList<>();
            for (int i = 0; i < results.size() + rows.size(); i++) arrays.add(code.parameter(Types.FLOATS));
            Code.Local length = code.parameter(Type.INT_TYPE);
            List<Code.Local> constants = new ArrayList<>();
            Optional<ScalarGrid> grid = grid();
            if (grid.isPresent()) {
                constants.addAll(grid.get().load(code));
            } else {
                for (int i = 0; i < scalars.size(); i++) constants.add(code.parameter(Type.FLOAT_TYPE));
            }
            preventInlining(code);
            code.push(0);
            code.loop(length, 1, index -> {
                // Each result is read just before it is written: HotSpot vectorises this order, and not every other.
                List<Code.Local> values = new ArrayList<>(java.util.Collections.nCopies(results.size(), null));
                for (Code.Local array : arrays.subList(results.size(), arrays.size())) {
                    values.add(element(code, array, index));
                }
                values.addAll(constants);
                Expressions expressions = new Expressions(code, null, new Values(values), numbered);
                for (int m = 0; m < numbered.size(); m++) {
                    values.set(m, element(code, arrays.get(m), index));
                    code.load(arrays.get(m));
                    code.load(index);
                    expressions.scalar(numbered.get(m));
                    code.op(Opcodes.FASTORE);
                }
            });
            code.op(Opcodes.RETURN);
        });
    }

    /** Makes a method longer than HotSpot inlines. */
    static void preventInlining(Code code) {
        for (int i = 0; i < INLINING_LIMIT; i++) code.op(Opcodes.NOP);
    }

    private static Code.Local element(Code code, Code.Local array, Code.Local index) {
        code.load(array);
        code.load(index);
        code.op(Opcodes.FALOAD);
        return code.storeNew(Type.FLOAT_TYPE);
    }

    /** Nothing but numbered values: loads and indices were taken out of the loop. */
    private record Values(List<Code.Local> values) implements Expressions.Surroundings {
        @Override
        public Code.Local accumulator(int point) {
            return values.get(point);
        }

        @Override
        public boolean accumulatorIsVector() {
            return false;
        }

        @Override
        public boolean alongLanes(Access.Address address) {
            throw leftInLoop();
        }

        @Override
        public void address(Access.Address address) {
            throw leftInLoop();
        }

        @Override
        public void index(Affine value) {
            throw leftInLoop();
        }

        @Override
        public Runnable mask() {
            return null;
        }

        @Override
        public Code.Local hyper() {
            throw leftInLoop();
        }

        @Override
        public Code.Local key(Expr.Key key) {
            throw leftInLoop();
        }

        private static IllegalStateException leftInLoop() {
            return new IllegalStateException("an address was left in a loop over rows");
        }
    }
}
