package org.cnnc.compiler.schedule;

import org.cnnc.compiler.kernel.Space;

/** A tensor of a program whose elements stand in blocks of {@link Layout#BLOCK}, for reports. */
public record BlockedTensor(String name, String shape, Space space, Layout layout) {
    @Override
    public String toString() {
        return name + " (" + shape + ") in " + space.name().toLowerCase(java.util.Locale.ROOT) + " as " + layout;
    }
}
