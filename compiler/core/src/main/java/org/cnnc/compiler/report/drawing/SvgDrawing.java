package org.cnnc.compiler.report.drawing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.cnnc.compiler.report.drawing.LayeredLayout.Curve;

/** A scene as SVG 1.1 without scripts or anything from elsewhere; light or dark as the reader's system is. */
public final class SvgDrawing {
    private static final double CORNER = 6;
    private static final double HEAD_LENGTH = 7;
    private static final double HEAD_WIDTH = 4;

    private final StringBuilder svg = new StringBuilder();

    private SvgDrawing() {}

    /** A file of its own. */
    public static String file(Scene scene) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(scene);
    }

    /** The {@code svg} element, as it may also stand in HTML. */
    public static String element(Scene scene) {
        SvgDrawing drawing = new SvgDrawing();
        drawing.scene(scene);
        return drawing.svg.toString();
    }

    private void scene(Scene scene) {
        String width = number(scene.width());
        String height = number(scene.height());
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cnnc-graph\" role=\"graphics-document\" width=\"" + width
                + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height + "\">");
        line("<title>" + Xml.escape(scene.title() + ": " + scene.subtitle()) + "</title>");
        line("<style>\n" + style() + "</style>");
        line("<rect class=\"paper\" width=\"" + width + "\" height=\"" + height + "\"/>");
        text("title", 20, 34, scene.title());
        text("subtitle", 20, 54, scene.subtitle());
        for (Element element : scene.elements()) {
            switch (element) {
                case Element.Box box -> box(box);
                case Element.Frame frame -> frame(frame);
                case Element.Wire wire -> wire(wire);
                case Element.Label label -> text("label", label.x(), label.y(), label.text());
            }
        }
        line("</svg>");
    }

    private static String style() {
        try (InputStream css = SvgDrawing.class.getResourceAsStream("drawing.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void box(Element.Box box) {
        String style = box.style().name().toLowerCase(Locale.ROOT);
        open(box.title());
        boolean round = box.style() == Element.Style.INPUT || box.style() == Element.Style.OUTPUT;
        cards(style, box.x(), box.y(), box.width(), box.height(), round ? box.height() / 2 : CORNER, box.copies());
        double middle = box.x() + box.width() / 2;
        double y = box.y() + (box.height() - Metrics.LINE * box.lines().size()) / 2 + Metrics.LINE - 4;
        for (int i = 0; i < box.lines().size(); i++) {
            centred(i == 0 ? "name" : "more", middle, y + i * Metrics.LINE, box.lines().get(i));
        }
        line("</g>");
    }

    private void frame(Element.Frame frame) {
        open(frame.title());
        cards("frame", frame.x(), frame.y(), frame.width(), frame.height(), CORNER, frame.copies());
        rectangle("band", frame.x() + 0.5, frame.y() + 0.5, frame.width() - 1, Metrics.BAND - 1, CORNER - 0.5);
        text("frame-name", frame.x() + Metrics.PADDING, frame.y() + 17, frame.name());
        line("</g>");
    }

    /** A rectangle, with two more behind it where it stands for several. */
    private void cards(String style, double x, double y, double width, double height, double corner, int copies) {
        for (int card = copies > 1 ? 2 : 0; card >= 0; card--) {
            rectangle(style, x + card * Metrics.CARD, y + card * Metrics.CARD, width, height, corner);
        }
    }

    private void rectangle(String style, double x, double y, double width, double height, double corner) {
        line("<rect class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\" rx=\"" + number(corner) + "\"/>");
    }

    private void wire(Element.Wire wire) {
        open(wire.title());
        StringBuilder path = new StringBuilder();
        for (Curve curve : wire.curves()) {
            double bottom = curve.y2() - (curve.ends() ? HEAD_LENGTH - 1 : 0);
            path.append('M').append(point(curve.x1(), curve.y1()));
            if (number(curve.x1()).equals(number(curve.x2()))) {
                path.append('L').append(point(curve.x2(), bottom));
            } else {
                double middle = (curve.y1() + bottom) / 2;
                path.append('C').append(point(curve.x1(), middle)).append(' ').append(point(curve.x2(), middle)).append(' ')
                        .append(point(curve.x2(), bottom));
            }
        }
        line("<path class=\"wire\" d=\"" + path + "\"/>");
        for (Curve curve : wire.curves()) {
            if (curve.ends()) head(curve.x2(), curve.y2());
        }
        line("</g>");
    }

    private void head(double x, double y) {
        line("<path class=\"head\" d=\"M" + point(x - HEAD_WIDTH, y - HEAD_LENGTH) + "L"
                + point(x + HEAD_WIDTH, y - HEAD_LENGTH) + "L" + point(x, y) + "Z\"/>");
    }

    /** A group with what is shown by pointing at it and read out. */
    private void open(String title) {
        line("<g role=\"graphics-symbol\"><title>" + Xml.escape(title) + "</title>");
    }

    private void text(String style, double x, double y, String text) {
        line("<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + Xml.escape(text) + "</text>");
    }

    private void centred(String style, double x, double y, String text) {
        line("<text class=\"" + style + "\" text-anchor=\"middle\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">"
                + Xml.escape(text) + "</text>");
    }

    private void line(String line) {
        svg.append(line).append('\n');
    }

    private static String point(double x, double y) {
        return number(x) + " " + number(y);
    }

    /** At most one digit behind the point. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }
}
