package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.graph.GraphInput;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.tensor.Shape;

/** How a shape came about: the layers that led to it, in words short enough for a note. */
final class ShapeStory {
    /** Changes of shape that a chain shows; of a longer one the beginning and the end. */
    private static final int MOST = 6;

    /** Layers that are looked at, however many there are. */
    private static final int FARTHEST = 2000;

    private final Map<Integer, Shape> shapes;
    private final Map<Integer, GraphNode> producers;
    private final Map<Integer, GraphInput> inputs;

    ShapeStory(Map<Integer, Shape> shapes, Map<Integer, GraphNode> producers, Map<Integer, GraphInput> inputs) {
        this.shapes = shapes;
        this.producers = producers;
        this.inputs = inputs;
    }

    /** One step of a path. */
    private record Step(int tensor, String name, Shape shape) {
        @Override
        public String toString() {
            return name + " " + shape;
        }
    }

    /**
     * {@code image 1 x 28 x 28 -> C1 6 x 24 x 24 -> … -> S4 16 x 4 x 4}: the layers that change the shape, from the
     * input to a tensor; empty where there are none.
     */
    List<String> chain(int tensor) {
        List<Step> path = changes(path(tensor, Set.of()));
        if (path.size() < 2) return List.of();
        List<String> words = new ArrayList<>(path.stream().map(Step::toString).toList());
        if (words.size() > MOST) {
            words.subList(2, words.size() - MOST + 3).clear();
            words.add(2, "…");
        }
        return List.of(String.join(" -> ", words));
    }

    /** As {@link #chain}, where it says more than the statements right above: it is long, or comes out of a block. */
    List<String> chainFromAfar(int tensor) {
        List<Step> path = changes(path(tensor, Set.of()));
        boolean blocks = path.stream().anyMatch(step -> producers.containsKey(step.tensor()) && !producers.get(step.tensor()).uses().isEmpty());
        return blocks || path.size() >= MOST ? chain(tensor) : List.of();
    }

    /**
     * Paths that meet, side by side from where they part: one column a path, and a mark at the first line at which
     * their extents differ for good.
     */
    List<String> sideBySide(List<Integer> tensors) {
        List<List<Step>> paths = new ArrayList<>();
        Set<Integer> common = common(tensors);
        for (int tensor : tensors) paths.add(elided(changes(path(tensor, common))));
        int rows = paths.stream().mapToInt(List::size).max().orElse(0);
        if (rows < 2 || tensors.size() > 4) return List.of();
        List<Integer> widths = paths.stream().map(path -> path.stream().mapToInt(step -> step.toString().length()).max().orElse(0)).toList();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int p = 0; p < paths.size(); p++) {
                String cell = row < paths.get(p).size() ? paths.get(p).get(row).toString() : "";
                line.append(p == 0 ? "" : " | ").append(cell).append(" ".repeat(widths.get(p) - cell.length()));
            }
            lines.add(line + (row == parting(paths) ? "   <- here they part" : ""));
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    /** The first line from which on no two shapes of a line agree in what their ends disagree in. */
    private static int parting(List<List<Step>> paths) {
        Shape first = paths.getFirst().getLast().shape();
        for (int row = 0; row < paths.stream().mapToInt(List::size).max().orElse(0); row++) {
            for (List<Step> path : paths) {
                Shape end = path.getLast().shape();
                Shape one = at(paths.getFirst(), row);
                Shape other = at(path, row);
                if (!end.equals(first) && differ(one, other, first, end)) return row;
            }
        }
        return -1;
    }

    private static Shape at(List<Step> path, int row) {
        return path.get(Math.min(row, path.size() - 1)).shape();
    }

    private static boolean differ(Shape one, Shape other, Shape first, Shape end) {
        if (one.rank() != other.rank() || first.rank() != end.rank()) return one.rank() != other.rank();
        for (int axis = 0; axis < one.rank(); axis++) {
            boolean apart = axis < first.rank() && first.extent(axis) != end.extent(axis);
            if (apart && one.extent(axis) != other.extent(axis)) return true;
        }
        return false;
    }

    /** Tensors that all of the paths come through. */
    private Set<Integer> common(List<Integer> tensors) {
        Set<Integer> common = new HashSet<>(ids(path(tensors.getFirst(), Set.of())));
        for (int tensor : tensors) common.retainAll(ids(path(tensor, Set.of())));
        return common;
    }

    private static List<Integer> ids(List<Step> path) {
        return path.stream().map(Step::tensor).toList();
    }

    /** From a tensor back along first inputs, to the model's input or the first tensor of a set, in order. */
    private List<Step> path(int tensor, Set<Integer> until) {
        List<Step> path = new ArrayList<>();
        int at = tensor;
        for (int steps = 0; steps < FARTHEST; steps++) {
            GraphNode node = producers.get(at);
            String name = node == null ? inputs.get(at).name() : node.path();
            path.addFirst(new Step(at, name, shapes.get(at)));
            if (node == null || until.contains(at)) break;
            at = node.inputs().getFirst();
        }
        return path;
    }

    /** The start, and the steps that change the shape. */
    private static List<Step> changes(List<Step> path) {
        List<Step> changes = new ArrayList<>();
        for (Step step : path) {
            if (changes.isEmpty() || !changes.getLast().shape().equals(step.shape())) changes.add(step);
        }
        return changes;
    }

    private static List<Step> elided(List<Step> path) {
        return path.size() <= MOST ? path : path.subList(path.size() - MOST, path.size());
    }
}
