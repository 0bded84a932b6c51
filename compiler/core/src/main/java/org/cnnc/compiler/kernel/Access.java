package org.cnnc.compiler.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** The element that a load or store touches: by index at first, by address once layouts are chosen. */
public sealed interface Access {
    /** The address, which every access has once operands are placed. */
    default Address address() {
        return switch (this) {
            case Address address -> address;
            case Element element -> throw new IllegalStateException("no address yet: " + element);
        };
    }

    /** An element of a tensor; a batched tensor's first index is the sample. Indices may reach beyond the edge. */
    record Element(Operand operand, List<Affine> index) implements Access {
        @Override
        public String toString() {
            return operand + index.stream().map(Affine::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A float of one of the arrays that a program works in. */
    record Address(Space space, Affine offset) implements Access {
        @Override
        public String toString() {
            return space.name().toLowerCase(java.util.Locale.ROOT) + "[" + offset + "]";
        }
    }
}
