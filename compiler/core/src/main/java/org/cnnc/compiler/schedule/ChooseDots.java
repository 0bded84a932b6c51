package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;

/** Chooses how the long sums of a gradient of weights run on a JVM without the Vector API; see {@link LoopPlan.Dots}. */
final class ChooseDots {
    /** Shorter sums do not pay for the copies. */
    private static final int SHORTEST = 256;

    /** Shorter segments of consecutive floats take longer to put together than to multiply. */
    private static final int SHORTEST_SEGMENT = 32;

    /** A left row that fewer right rows go by is not worth its copy. */
    private static final int FEWEST_RIGHT = 4;

    /** Floats of a piece: two of them and their partner stay in the nearest cache. */
    private static final int PIECE = 1792;

    /** A longer piece would be the least there is. */
    private static final int LONGEST_PIECE = 8192;

    /** Floats of all pieces of a row that are staged at once. */
    private static final int STAGED = 8 * PIECE;

    /** Rows of the right factor that are gone through with one staging of the left one's. */
    private static final int MOST_RIGHT = 1024;

    private final Nest nest;
    private final Affine left;
    private final Affine right;

    private ChooseDots(Nest nest, Affine left, Affine right) {
        this.nest = nest;
        this.left = left;
        this.right = right;
    }

    /** Empty where it is no sum of products whose factors both run along the inner axes, or where it is short. */
    static Optional<LoopPlan.Dots> choose(Nest nest) {
        if (nest.reduction().isEmpty() || nest.reduction().get().combine() != Reduction.Combine.SUM || !simple(nest)) {
            return Optional.empty();
        }
        if (!(nest.reduction().get().body() instanceof Expr.Binary(Expr.BinaryOp op, Expr.Load x, Expr.Load y))
                || op != Expr.BinaryOp.MULTIPLY) return Optional.empty();
        Affine first = x.access().address().offset();
        Affine second = y.access().address().offset();
        return new ChooseDots(nest, first, second).choose(false)
                .or(() -> new ChooseDots(nest, second, first).choose(true));
    }

    /** Whether the result is computed from the sum and from elements alone. */
    private static boolean simple(Nest nest) {
        return nest.result().parts().stream().allMatch(part -> switch (part) {
            case Expr.Constant _, Expr.Load _, Expr.Accumulator _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> true;
            case Expr.Index _, Expr.Hyper _, Expr.Uniform _ -> false;
        });
    }

    private Optional<LoopPlan.Dots> choose(boolean swapped) {
        List<Axis> axes = rowAxes();
        int length = axes.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
        Optional<Axis> paired = nest.axes().stream()
                .filter(axis -> left.of(axis.name()) != 0 && right.of(axis.name()) == 0)
                .max(Comparator.comparingInt(Axis::extent));
        if (axes.isEmpty() || length < SHORTEST || paired.isEmpty() || rights() < FEWEST_RIGHT) return Optional.empty();
        int inner = length / axes.getFirst().extent();
        if (inner > LONGEST_PIECE) return Optional.empty();
        int band = Math.clamp(PIECE / inner, 1, axes.getFirst().extent());
        int chunk = roundUp(Math.ceilDiv(band * inner, LoopPlan.Dots.CHUNKS));
        int pieces = Math.clamp(
                STAGED / (chunk * LoopPlan.Dots.CHUNKS), 1, Math.ceilDiv(axes.getFirst().extent(), band));
        return Optional.of(
                new LoopPlan.Dots(axes, band, chunk, pieces, swapped, paired.get().name(), rightAxes(), rights()));
    }

    private static int roundUp(int floats) {
        return Math.ceilDiv(floats, LoopPlan.Dots.UNIT) * LoopPlan.Dots.UNIT;
    }

    /** The inner axes, the consecutive one innermost; none where a factor stays the same along one, or it is too short. */
    private List<Axis> rowAxes() {
        List<Axis> axes = new ArrayList<>(nest.reduction().orElseThrow().axes());
        Optional<Axis> consecutive = axes.stream()
                .filter(axis -> left.of(axis.name()) == 1 && right.of(axis.name()) == 1)
                .filter(axis -> axis.extent() >= SHORTEST_SEGMENT)
                .findFirst();
        boolean bothMove = axes.stream().allMatch(axis -> left.of(axis.name()) != 0 && right.of(axis.name()) != 0);
        if (consecutive.isEmpty() || !bothMove) return List.of();
        axes.remove(consecutive.get());
        axes.add(consecutive.get());
        return List.copyOf(axes);
    }

    /** The axes of the right factor alone, innermost first taken, as long as they are few enough. */
    private List<Axis> rightList() {
        List<Axis> axes = new ArrayList<>();
        int rows = 1;
        for (Axis axis : nest.axes().reversed()) {
            if (left.of(axis.name()) != 0 || right.of(axis.name()) == 0) continue;
            if (rows * axis.extent() > MOST_RIGHT) break;
            rows *= axis.extent();
            axes.addFirst(axis);
        }
        return axes;
    }

    private Set<String> rightAxes() {
        return new HashSet<>(rightList().stream().map(Axis::name).toList());
    }

    private int rights() {
        return rightList().stream().mapToInt(Axis::extent).reduce(1, (x, y) -> x * y);
    }
}
