package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Scalars that lie in one array as a grid does: scalar (m, t) at {@code first + m * pitch + columns[t]}. A method takes
 * the array and these numbers instead of each scalar, so that its caller stays short and is compiled early.
 *
 * @param first the scalar (0, 0)
 * @param columns how far each column but the first lies behind the first
 */
record ScalarGrid(Access.Address first, int rows, int pitch, int[] columns) {
    /** Fewer scalars are passed one by one. */
    private static final int FEWEST = 4;

    /** @param scalars row by row, the last row first */
    static Optional<ScalarGrid> of(List<Expr> scalars, int rows) {
        if (scalars.size() < FEWEST || scalars.size() % rows != 0) return Optional.empty();
        List<Access.Address> addresses = new ArrayList<>();
        for (Expr scalar : scalars) {
            if (!(scalar instanceof Expr.Load(Access access))) return Optional.empty();
            addresses.add(access.address());
        }
        int width = scalars.size() / rows;
        Access.Address first = addresses.get((rows - 1) * width);
        int[] columns = new int[width - 1];
        for (int t = 1; t < width; t++) columns[t - 1] = distance(first, addresses.get((rows - 1) * width + t));
        int pitch = rows == 1 ? 0 : distance(first, addresses.get((rows - 2) * width));
        for (int i = 0; i < addresses.size(); i++) {
            Access.Address address = addresses.get(i);
            if (address.space() != first.space()
                    || !address.offset().coefficients().equals(first.offset().coefficients())) return Optional.empty();
            int t = i % width;
            int expected = (rows - 1 - i / width) * pitch + (t == 0 ? 0 : columns[t - 1]);
            if (distance(first, address) != expected) return Optional.empty();
        }
        return Optional.of(new ScalarGrid(first, rows, pitch, columns));
    }

    private static int distance(Access.Address from, Access.Address to) {
        return to.offset().constant() - from.offset().constant();
    }

    /** The parameters of a method that takes the grid: the array, the first scalar's index, the pitch and the columns. */
    List<Type> parameters() {
        List<Type> types = new ArrayList<>(List.of(Types.FLOATS, Type.INT_TYPE, Type.INT_TYPE));
        for (int i = 0; i < columns.length; i++) types.add(Type.INT_TYPE);
        return types;
    }

    /** Declares the parameters and loads every scalar, in the order of {@link #of}. */
    List<Code.Local> load(Code code) {
        Code.Local array = code.parameter(Types.FLOATS);
        Code.Local at = code.parameter(Type.INT_TYPE);
        Code.Local distance = code.parameter(Type.INT_TYPE);
        List<Code.Local> distances = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) distances.add(code.parameter(Type.INT_TYPE));
        List<Code.Local> scalars = new ArrayList<>();
        for (int m = rows - 1; m >= 0; m--) {
            for (int t = 0; t <= columns.length; t++) {
                code.load(array);
                code.load(at);
                code.load(distance);
                code.push(m);
                code.op(Opcodes.IMUL);
                code.op(Opcodes.IADD);
                if (t > 0) {
                    code.load(distances.get(t - 1));
                    code.op(Opcodes.IADD);
                }
                code.op(Opcodes.FALOAD);
                scalars.add(code.storeNew(Type.FLOAT_TYPE));
            }
        }
        return scalars;
    }
}
