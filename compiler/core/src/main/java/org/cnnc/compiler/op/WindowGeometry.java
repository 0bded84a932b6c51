package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/**
 * How a window (a convolution's kernel, a pooling's cell) moves over the spatial axes of an input: the
 * arguments resolved to one number an axis, and the output sizes that follow.
 */
public record WindowGeometry(List<Axis> axes) {
    /** Calls with a position of the output, of the kernel and of the input: each flat, in row-major order. */
    @FunctionalInterface
    public interface Taps {
        void tap(int output, int kernel, int input);
    }

    /**
     * One spatial axis.
     *
     * @param before cells of padding before the input
     * @param after cells of padding behind it; below 0, so many cells at the end meet no window
     */
    public record Axis(int input, int kernel, int stride, int dilation, int before, int after, Rounding rounding) {
        /** Cells from the window's first tap to its last. */
        long reach() {
            return (long) dilation * (kernel - 1) + 1;
        }

        long paddedInput() {
            return (long) input + before + after;
        }

        boolean fits() {
            return windows() >= 1;
        }

        /** Output size; only where the window {@link #fits}. */
        public int output() {
            return SizeArithmetic.extent("output", windows());
        }

        private long windows() {
            return dropsLast() ? roundedWindows() - 1 : roundedWindows();
        }

        private long roundedWindows() {
            return rounding.divide(paddedInput() - reach(), stride) + 1;
        }

        /** Whether the last window, which rounding up added, would start behind the input. */
        private boolean dropsLast() {
            return rounding == Rounding.CEIL && (roundedWindows() - 1) * stride >= (long) input + before;
        }

        private String padText() {
            return before == after ? "2*" + before : before + " + " + after;
        }

        private String tooLargeText() {
            String reach = dilation == 1 ? "" + kernel : dilation + "*(" + kernel + " - 1) + 1";
            return reach + " > " + input + " + " + padText();
        }

        private static String formula(Rounding rounding) {
            return "output = " + rounding + "((input + 2*pad - dilation*(kernel - 1) - 1) / stride) + 1";
        }

        private Equation size(AxisName axis) {
            String formula = rounding + "((" + input + addedPad() + " - " + dilation + "*(" + kernel + " - 1) - 1) / "
                    + stride + ") + 1";
            return dropsLast()
                    ? new Equation(axis.toString(), formula + " - 1", output(), "as a last window would start in the padding")
                    : new Equation(axis.toString(), formula, output());
        }

        private String addedPad() {
            return before != after && after < 0 ? " + " + before + " - " + -(long) after : " + " + padText();
        }
    }

    public WindowGeometry {
        axes = List.copyOf(axes);
    }

    /**
     * Resolves a layer's arguments for an input of 1 to 3 spatial axes.
     *
     * @param layer the layer's name, for the error's words
     * @throws ShapeException CNN2005 when the input has no such axes or an argument does not fit their number
     */
    static WindowGeometry of(
            String layer, Shape shape, Extent kernel, Extent stride, WindowPadding pad, Extent dilation,
            Rounding rounding) {
        requireSpatialAxes(layer, shape);
        int rank = shape.spatialRank();
        requireFit("kernel", kernel, kernel.fits(rank), shape);
        requireFit("stride", stride, stride.fits(rank), shape);
        requireFit("pad", pad, pad.fits(rank), shape);
        requireFit("dilation", dilation, dilation.fits(rank), shape);
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < rank; a++) {
            int input = shape.spatial()[a];
            int tapsApart = dilation.sizes(rank)[a];
            long reach = tapsApart * (kernel.sizes(rank)[a] - 1L) + 1;
            int step = stride.sizes(rank)[a];
            WindowPadding.Cells cells = pad.along(a, rank, input, reach, step);
            axes.add(new Axis(input, kernel.sizes(rank)[a], step, tapsApart, cells.before(), cells.after(), rounding));
        }
        return new WindowGeometry(axes);
    }

    /** @throws ShapeException CNN2005 when there are no spatial axes, or more than three */
    static void requireSpatialAxes(String layer, Shape input) {
        int rank = input.spatialRank();
        if (rank >= 1 && rank <= 3) return;
        throw new ShapeException(
                Code.CNN2005, input + " has " + axesText(rank), "",
                List.of(layer + " takes C x L, C x H x W or C x D x H x W"), List.of());
    }

    static void requireFit(String argument, Object given, boolean fits, Shape input) {
        if (fits) return;
        throw new ShapeException(
                Code.CNN2005, given + " does not fit the " + axesText(input.spatialRank()) + " of " + input, argument,
                List.of(argument + " is one number for every spatial axis, or one per axis"), List.of());
    }

    private static String axesText(int spatialRank) {
        if (spatialRank == 0) return "no spatial axes";
        return spatialRank + (spatialRank == 1 ? " spatial axis" : " spatial axes");
    }

    /**
     * Refuses a window larger than the padded input, and tells what would mend it.
     *
     * @param withPad the layer's result with the same padding on every edge
     * @param withKernel the layer's result with another kernel
     * @throws ShapeException CNN2004
     */
    void requireWindowFits(Function<Padding, Shape> withPad, Function<Extent, Shape> withKernel) {
        for (Axis axis : axes) {
            if (axis.fits()) continue;
            List<Remedy> remedies = new ArrayList<>();
            long pad = smallestPadThatFits();
            if (pad <= Integer.MAX_VALUE) {
                Padding even = new Padding.Even(Extent.of((int) pad));
                mending("pad", even.toString(), "pad=" + even, () -> withPad.apply(even)).ifPresent(remedies::add);
            }
            Extent kernel = Extent.of(largestKernelThatFits());
            mending("kernel", kernel.toString(), "kernel " + kernel, () -> withKernel.apply(kernel)).ifPresent(remedies::add);
            throw new ShapeException(
                    Code.CNN2004, axis.tooLargeText(), "kernel", List.of(Axis.formula(axis.rounding())), remedies);
        }
    }

    /** What a change would give; empty where it runs against another limit of the layer. */
    private static Optional<Remedy> mending(String argument, String value, String change, Supplier<Shape> result) {
        try {
            return Optional.of(new Remedy.SetArgument(argument, value, "`" + change + "` would give " + result.get()));
        } catch (ShapeException stillWrong) {
            return Optional.empty();
        }
    }

    /** For every edge of every axis. */
    private long smallestPadThatFits() {
        long pad = 0;
        for (Axis axis : axes) pad = Math.max(pad, Math.ceilDiv(axis.reach() - axis.input(), 2L));
        return pad;
    }

    private int[] largestKernelThatFits() {
        return axes.stream()
                .mapToInt(axis -> (int) Math.min(axis.kernel(), (axis.paddedInput() - 1) / axis.dilation() + 1))
                .toArray();
    }

    /**
     * Refuses padding by more than half a window, where windows could lie in the padding alone (as PyTorch's
     * poolings do).
     *
     * @throws ShapeException CNN2007
     */
    void requirePaddingWithinHalfWindow() {
        for (Axis axis : axes) {
            int pad = Math.max(axis.before(), axis.after());
            if (pad <= axis.reach() / 2) continue;
            throw new ShapeException(
                    Code.CNN2007, pad + " > " + axis.reach() + " / 2", "pad",
                    List.of("a pooling pads at most half its window"),
                    List.of(new Remedy.SetArgument(
                            "pad", Long.toString(axis.reach() / 2), "`pad=" + axis.reach() / 2 + "` is the most that this kernel allows")));
        }
    }

    /**
     * Refuses a dilated window that steps over the whole input, from padding to padding.
     *
     * @throws ShapeException CNN2007
     */
    void requireInputInEveryWindow() {
        for (Axis axis : axes) {
            if (axis.input() >= axis.dilation()) continue;
            long last = (axis.output() - 1L) * axis.stride() - axis.before();
            for (long start = -axis.before(); start <= Math.min(last, -1); start += axis.stride()) {
                if (Math.floorMod(start, (long) axis.dilation()) < axis.input()) continue;
                throw new ShapeException(
                        Code.CNN2007, "taps " + axis.dilation() + " apart step over " + axis.input(), "dilation",
                        List.of("the window that starts at " + start + " meets nothing but padding"), List.of());
            }
        }
    }

    /** The result of the window over {@code channels} channels. */
    Shape output(int channels) {
        return SizeArithmetic.checked("output", Shape.of(channels, outputSizes()));
    }

    /** Output size of each axis. */
    public int[] outputSizes() {
        return axes.stream().mapToInt(Axis::output).toArray();
    }

    public int inputArea() {
        return product(axes.stream().mapToLong(Axis::input).toArray());
    }

    public int kernelArea() {
        return product(axes.stream().mapToLong(Axis::kernel).toArray());
    }

    public int outputArea() {
        return product(axes.stream().mapToLong(Axis::output).toArray());
    }

    private static int product(long[] extents) {
        return SizeArithmetic.extent("area", SizeArithmetic.product("area", extents));
    }

    Window window() {
        return new Window(
                axes.stream().mapToInt(Axis::kernel).toArray(),
                axes.stream().mapToInt(Axis::stride).toArray(),
                axes.stream().mapToInt(Axis::dilation).toArray(),
                Extent.of(1).sizes(axes.size()));
    }

    /** The output-size formula with its numbers, an equation an axis. */
    List<Equation> arithmetic() {
        List<AxisName> names = AxisName.spatial(axes.size());
        return IntStream.range(0, axes.size()).mapToObj(a -> axes.get(a).size(names.get(a))).toList();
    }

    /** Visits every tap that lies inside the input, by output position and then by kernel position. */
    void forEachTap(Taps taps) {
        int[] outputs = outputSizes();
        int[] kernels = axes.stream().mapToInt(Axis::kernel).toArray();
        for (int o = 0; o < outputArea(); o++) {
            for (int k = 0; k < kernelArea(); k++) {
                int input = inputOf(o, outputs, k, kernels);
                if (input >= 0) taps.tap(o, k, input);
            }
        }
    }

    /** Flat input position of a tap, or -1 in the padding. */
    private int inputOf(int output, int[] outputs, int kernel, int[] kernels) {
        int position = 0;
        int stridePerStep = 1;
        for (int a = axes.size() - 1; a >= 0; a--) {
            Axis axis = axes.get(a);
            int i = output % outputs[a] * axis.stride() + kernel % kernels[a] * axis.dilation() - axis.before();
            if (i < 0 || i >= axis.input()) return -1;
            position += i * stridePerStep;
            stridePerStep *= axis.input();
            output /= outputs[a];
            kernel /= kernels[a];
        }
        return position;
    }
}
