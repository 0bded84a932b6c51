package org.cnnc.compiler.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cnnc.compiler.report.drawing.LayeredGraph.End;
import org.cnnc.compiler.report.drawing.LayeredGraph.Net;
import org.cnnc.compiler.report.drawing.LayeredGraph.Rank;
import org.cnnc.compiler.report.drawing.LayeredGraph.Vertex;
import org.cnnc.compiler.report.drawing.LayeredLayout.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredLayoutTest {
    private static Vertex vertex(double width, double height) {
        return new Vertex(Rank.ANY, width, height, List.of(width / 2), List.of(width / 2));
    }

    private static Net net(int source, int... targets) {
        List<End> ends = new ArrayList<>();
        for (int target : targets) ends.add(new End(target, 0));
        return new Net(source, 0, ends, true);
    }

    @Test
    void chainIsAStraightLine() {
        LayeredLayout layout = LayeredLayout.of(new LayeredGraph(
                List.of(vertex(100, 30), vertex(200, 50), vertex(60, 30)), List.of(net(0, 1), net(1, 2))));
        assertThat(layout.width()).isEqualTo(200);
        assertThat(layout.corners().stream().map(LayeredLayout.Point::x)).containsExactly(50.0, 0.0, 70.0);
        assertThat(layout.wires()).allSatisfy(wire -> assertThat(wire).allMatch(curve -> curve.x1() == 100 && curve.x2() == 100));
    }

    @Test
    void branchesStandSideBySideAndMeetInTheMiddle() {
        LayeredLayout layout = LayeredLayout.of(new LayeredGraph(
                List.of(vertex(80, 30), vertex(80, 30), vertex(80, 30), vertex(80, 30)),
                List.of(net(0, 1, 2), net(1, 3), net(2, 3))));
        assertThat(layout.corners().get(1).y()).isEqualTo(layout.corners().get(2).y());
        double middle = (layout.corners().get(1).x() + layout.corners().get(2).x()) / 2;
        assertThat(layout.corners().get(0).x()).isEqualTo(middle);
        assertThat(layout.corners().get(3).x()).isEqualTo(middle);
    }

    /** K(2,2) drawn in file order would cross; the other order does not. */
    @Test
    void orderAvoidsCrossings() {
        List<Vertex> vertices = List.of(vertex(40, 20), vertex(40, 20), vertex(40, 20), vertex(40, 20), vertex(40, 20));
        LayeredLayout layout = LayeredLayout.of(
                new LayeredGraph(vertices, List.of(net(0, 1, 2), net(1, 4), net(2, 3))));
        boolean upper = layout.corners().get(1).x() < layout.corners().get(2).x();
        boolean lower = layout.corners().get(4).x() < layout.corners().get(3).x();
        assertThat(upper).isEqualTo(lower);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 40, 120})
    void nothingMeetsInRandomGraphs(int size) {
        Random random = new Random(size);
        for (int run = 0; run < 40; run++) {
            LayeredGraph graph = random(random, size);
            LayeredLayout layout = LayeredLayout.of(graph);
            List<Area> areas = new ArrayList<>();
            for (int v = 0; v < size; v++) {
                LayeredLayout.Point corner = layout.corners().get(v);
                Vertex vertex = graph.vertices().get(v);
                areas.add(new Area("vertex " + v, corner.x(), corner.y(), vertex.width(), vertex.height()));
            }
            Area.assertApart(areas);
            Area page = new Area("page", 0, 0, layout.width(), layout.height());
            assertThat(areas).allMatch(page::holds);
            for (int n = 0; n < graph.nets().size(); n++) {
                for (Curve curve : layout.wires().get(n)) {
                    assertThat(curve.y2()).isGreaterThanOrEqualTo(curve.y1());
                    Area.assertClear(curve, areas);
                }
            }
            assertEndsMeet(graph, layout);
        }
    }

    /** Each net leaves its source's exit and arrives at each of its ends. */
    private static void assertEndsMeet(LayeredGraph graph, LayeredLayout layout) {
        for (int n = 0; n < graph.nets().size(); n++) {
            Net net = graph.nets().get(n);
            List<Curve> wire = layout.wires().get(n);
            LayeredLayout.Point source = layout.corners().get(net.source());
            Vertex from = graph.vertices().get(net.source());
            assertThat(wire.getFirst().x1()).isEqualTo(source.x() + from.exits().get(net.exit()));
            assertThat(wire.getFirst().y1()).isEqualTo(source.y() + from.height());
            for (End end : net.ends()) {
                LayeredLayout.Point corner = layout.corners().get(end.vertex());
                double x = corner.x() + graph.vertices().get(end.vertex()).entries().get(end.entry());
                assertThat(wire).anyMatch(curve -> curve.ends() && curve.x2() == x && curve.y2() == corner.y());
            }
        }
    }

    private static LayeredGraph random(Random random, int size) {
        List<Vertex> vertices = new ArrayList<>();
        for (int v = 0; v < size; v++) {
            double width = 20 + random.nextInt(200);
            List<Double> exits = random.nextInt(4) == 0 ? List.of(width / 4, width * 3 / 4) : List.of(width / 2);
            vertices.add(new Vertex(Rank.ANY, width, 10 + random.nextInt(200), List.of(width / 3), exits));
        }
        Map<List<Integer>, List<End>> ends = new LinkedHashMap<>();
        for (int v = 1; v < size; v++) {
            for (int reads = random.nextInt(3); reads >= 0; reads--) {
                int source = Math.max(0, v - 1 - (random.nextInt(4) == 0 ? random.nextInt(v) : random.nextInt(Math.min(v, 3))));
                List<Integer> exit = List.of(source, random.nextInt(vertices.get(source).exits().size()));
                List<End> targets = ends.computeIfAbsent(exit, _ -> new ArrayList<>());
                if (!targets.contains(new End(v, 0))) targets.add(new End(v, 0));
            }
        }
        List<Net> nets = ends.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing((List<Integer> exit) -> exit.get(0)).thenComparing(exit -> exit.get(1))))
                .map(entry -> new Net(entry.getKey().get(0), entry.getKey().get(1), entry.getValue(), true))
                .toList();
        return new LayeredGraph(vertices, nets);
    }
}
