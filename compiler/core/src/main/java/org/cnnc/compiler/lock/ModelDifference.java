package org.cnnc.compiler.lock;

import java.util.List;

/**
 * How a model differs from the lock.
 *
 * @param interfaces its parameters, inputs and outputs, where they differ
 * @param layers in the graph's order, those that are gone where they were
 * @param totals its sums, where they differ
 */
public record ModelDifference(
        String model, List<Change> interfaces, List<LayerDifference> layers, List<Change> totals) {
    public boolean isEmpty() {
        return interfaces.isEmpty() && layers.isEmpty() && totals.isEmpty();
    }

    /** Names of the layers that differ only because of a layer, the nearest above them that differs by itself. */
    public List<String> behind(String cause) {
        return layers.stream()
                .filter(layer -> layer instanceof LayerDifference.Follows follows && follows.cause().equals(cause))
                .map(LayerDifference::name)
                .toList();
    }
}
