package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;

/**
 * The addresses of a nest, grouped: those of one array that move alike with every axis share one offset, which is
 * counted from the smallest of them.
 */
final class Streams {
    /** @param anchor the smallest constant of the group's addresses */
    record Stream(Space space, Map<String, Integer> coefficients, int anchor) {
        int of(String axis) {
            return coefficients.getOrDefault(axis, 0);
        }
    }

    private final List<Stream> streams = new ArrayList<>();
    private final Set<Space> spaces = EnumSet.noneOf(Space.class);

    Streams(Nest nest) {
        add(nest.store());
        nest.visit(part -> {
            if (part instanceof Expr.Load(Access access)) add(access);
        });
    }

    private void add(Access access) {
        Access.Address address = access.address();
        spaces.add(address.space());
        int index = find(address);
        if (index < 0) {
            streams.add(new Stream(address.space(), address.offset().coefficients(), address.offset().constant()));
        } else if (address.offset().constant() < streams.get(index).anchor()) {
            streams.set(index, new Stream(
                    address.space(), address.offset().coefficients(), address.offset().constant()));
        }
    }

    private int find(Access.Address address) {
        for (int i = 0; i < streams.size(); i++) {
            Stream stream = streams.get(i);
            if (stream.space() == address.space()
                    && stream.coefficients().equals(address.offset().coefficients())) return i;
        }
        return -1;
    }

    List<Stream> all() {
        return streams;
    }

    Set<Space> spaces() {
        return spaces;
    }

    /** The group of an address. */
    int indexOf(Access.Address address) {
        int index = find(address);
        if (index < 0) throw new IllegalStateException("no stream for " + address);
        return index;
    }
}
