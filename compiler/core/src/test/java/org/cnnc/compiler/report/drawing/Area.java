package org.cnnc.compiler.report.drawing;

import java.util.List;
import org.cnnc.compiler.report.drawing.LayeredLayout.Curve;

/** A rectangle of a drawing. */
record Area(String name, double x, double y, double width, double height) {
    private static final double SLACK = 1e-6;
    private static final int STEPS = 40;

    boolean meets(Area other) {
        return x + width > other.x + SLACK && other.x + other.width > x + SLACK
                && y + height > other.y + SLACK && other.y + other.height > y + SLACK;
    }

    boolean holds(Area other) {
        return other.x >= x - SLACK && other.y >= y - SLACK
                && other.x + other.width <= x + width + SLACK && other.y + other.height <= y + height + SLACK;
    }

    private boolean holds(double px, double py) {
        return px > x + SLACK && px < x + width - SLACK && py > y + SLACK && py < y + height - SLACK;
    }

    static void assertApart(List<Area> areas) {
        for (int i = 0; i < areas.size(); i++) {
            for (int j = i + 1; j < areas.size(); j++) {
                Area a = areas.get(i);
                Area b = areas.get(j);
                if (a.meets(b)) throw new AssertionError(a + " meets " + b);
            }
        }
    }

    /** That a curve, as SVG draws it, passes all areas by. */
    static void assertClear(Curve curve, List<Area> areas) {
        double middle = (curve.y1() + curve.y2()) / 2;
        for (int step = 0; step <= STEPS; step++) {
            double t = (double) step / STEPS;
            double px = bezier(t, curve.x1(), curve.x1(), curve.x2(), curve.x2());
            double py = bezier(t, curve.y1(), middle, middle, curve.y2());
            for (Area area : areas) {
                if (area.holds(px, py)) throw new AssertionError(curve + " runs through " + area);
            }
        }
    }

    private static double bezier(double t, double a, double b, double c, double d) {
        double s = 1 - t;
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    }
}
