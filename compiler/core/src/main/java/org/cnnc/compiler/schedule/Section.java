package org.cnnc.compiler.schedule;

import java.util.List;

/**
 * Part of a run between two barriers: pieces that several threads may run at the same time.
 *
 * @param phase the phase of training that it belongs to; 0 for inference
 */
public record Section(int phase, List<Part> parts) {
    /** Kernels that do not depend on what the section's other parts compute. */
    public sealed interface Part {
        int pieces();

        List<Kernel> kernels();

        /** Kernels too small to be cut: one piece, in order. */
        record Whole(List<Kernel> kernels) implements Part {
            @Override
            public int pieces() {
                return 1;
            }
        }

        /** A kernel in pieces. */
        record Shared(Kernel kernel, Cut cut) implements Part {
            @Override
            public int pieces() {
                return cut.pieces();
            }

            @Override
            public List<Kernel> kernels() {
                return List.of(kernel);
            }
        }
    }

    public int pieces() {
        return parts.stream().mapToInt(Part::pieces).sum();
    }

    /** Predicted cycles on one thread. */
    public double cycles() {
        return parts.stream().flatMap(part -> part.kernels().stream()).mapToDouble(Kernel::cycles).sum();
    }
}
