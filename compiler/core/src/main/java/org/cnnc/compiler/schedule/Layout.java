package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnc.compiler.kernel.Operand;

/**
 * The order in which an operand's elements stand: parts of its indices, slowest first. A channel-blocked tensor's is
 * {@code [n][c / 16][h][w][c % 16]}.
 */
public record Layout(List<Part> parts) {
    /** Channels in a block: a vector of 512 bits, two of 256, four of 128. */
    public static final int BLOCK = 16;

    public Layout {
        parts = List.copyOf(parts);
    }

    /** What of an index decides on a place. */
    public enum Of {
        WHOLE,
        /** The number of its block. */
        BLOCK,
        /** The place in its block. */
        WITHIN
    }

    /** @param index number of the index among those of the operand, the sample first where it is batched */
    public record Part(int index, Of of) {
        @Override
        public String toString() {
            return switch (of) {
                case WHOLE -> "[" + index + "]";
                case BLOCK -> "[" + index + "/" + Layout.BLOCK + "]";
                case WITHIN -> "[" + index + "%" + Layout.BLOCK + "]";
            };
        }
    }

    /** Row-major: the last index runs fastest. */
    static Layout dense(Operand operand) {
        return new Layout(whole(operand, 0));
    }

    /** The sample runs fastest, the other indices row-major. */
    static Layout sampleInnermost(Operand operand) {
        List<Part> parts = whole(operand, 1);
        parts.add(new Part(0, Of.WHOLE));
        return new Layout(parts);
    }

    /** Sample-major, the channels of a block side by side. */
    static Layout channelBlocked(Operand operand) {
        List<Part> parts = whole(operand, 0);
        parts.set(1, new Part(1, Of.BLOCK));
        parts.add(new Part(1, Of.WITHIN));
        return new Layout(parts);
    }

    private static List<Part> whole(Operand operand, int from) {
        return new ArrayList<>(IntStream.range(from, operand.rank()).mapToObj(i -> new Part(i, Of.WHOLE)).toList());
    }

    /** Whether an index is cut into blocks. */
    boolean blocks(int index) {
        return parts.contains(new Part(index, Of.WITHIN));
    }

    /** Whether any index is cut into blocks. */
    boolean blocks() {
        return parts.stream().anyMatch(part -> part.of() == Of.WITHIN);
    }

    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining());
    }
}
