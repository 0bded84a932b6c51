package org.cnnc.compiler.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.drawing.DrawingTooLarge;
import org.cnnc.compiler.report.drawing.GraphScene;
import org.cnnc.compiler.report.drawing.Scene;
import org.cnnc.compiler.report.drawing.SvgDrawing;
import org.cnnc.compiler.report.drawing.Xml;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.report.outline.Row;

/**
 * A summary as one page that needs nothing but itself: no script, nothing from elsewhere. A well-formed XML document
 * as well. On a narrow screen each row of the table becomes a card.
 */
public final class SummaryHtml {
    /** A drawing may be scaled down so far before it is scrolled instead. */
    private static final double LEAST_SCALE = 0.75;

    /** What fits a phone's screen, scaled down by no more than that. */
    private static final double NARROW = 440;

    private final StringBuilder html = new StringBuilder();

    private SummaryHtml() {}

    /** @param graphDepth the depth at which the graph is drawn, see {@link GraphScene#of} */
    public static String render(Summary summary, int graphDepth) {
        SummaryHtml page = new SummaryHtml();
        page.head(summary);
        page.totals(summary);
        page.layers(summary);
        page.memory(summary.memory());
        page.graph(summary, graphDepth);
        page.line("</main>\n</body>\n</html>");
        return page.html.toString();
    }

    private void head(Summary summary) {
        String name = Xml.escape(summary.name());
        line("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        line("<meta name=\"color-scheme\" content=\"light dark\"/>");
        line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
        line("<title>" + name + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>");
        line("<header>\n<h1>" + name + "</h1>");
        String doc = summary.model().graph().doc();
        if (!doc.isEmpty()) line("<p class=\"doc\" dir=\"auto\">" + Xml.escape(doc) + "</p>");
        line("<ul class=\"ends\">");
        for (Value input : summary.inputs()) end("input", input.name(), input);
        summary.outputs().forEach((output, value) -> end("output", output, value));
        line("</ul>\n<nav><a href=\"#layers\">Layers</a> <a href=\"#memory\">Memory</a> <a href=\"#graph\">Graph</a></nav>\n</header>");
    }

    private void end(String kind, String name, Value value) {
        line("<li><span class=\"kind\">" + kind + "</span> <b>" + Xml.escape(name) + "</b> <span class=\"shape\">"
                + value.type().shape() + "</span></li>");
    }

    private void totals(Summary summary) {
        line("<section aria-label=\"Totals\">\n<dl class=\"totals\">");
        for (Total total : summary.totals()) {
            String brief = total.brief().isEmpty() ? total.exact() : total.brief();
            String exact = total.brief().isEmpty() ? "" : "<span class=\"exact\">" + total.exact() + "</span>";
            line("<div><dt>" + total.name() + "</dt><dd><span class=\"brief\">" + brief + "</span>" + exact + "</dd></div>");
        }
        line("</dl>\n</section>");
    }

    private void layers(Summary summary) {
        line("<section>\n<h2 id=\"layers\">Layers</h2>\n<table class=\"layers\">\n<thead><tr><th scope=\"col\">layer</th><th scope=\"col\">op</th>"
                + "<th scope=\"col\" class=\"number\">output</th><th scope=\"col\" class=\"number\">parameters</th>"
                + "<th scope=\"col\" class=\"number\">MACs</th><th scope=\"col\" class=\"number\">receptive field</th>"
                + "<th scope=\"col\">initialiser</th></tr></thead>\n<tbody>");
        for (Row row : summary.rows()) {
            html.append("<tr><th scope=\"row\">").append(path(row.name()));
            if (row.repeats() > 1) html.append(" <span class=\"times\">× ").append(row.repeats()).append("</span>");
            html.append("</th>");
            cell("op", "", Xml.escape(row.call()));
            cell("number output", "", row.output().toString());
            cell("number", "parameters", row.parameters() == 0 ? "" : Quantity.exact(row.parameters()));
            cell("number", "MACs", row.macs() == 0 ? "" : Quantity.exact(row.macs()));
            cell("number", "field", Quantity.extents(row.receptiveField()));
            cell("init", "init", Xml.escape(row.initialisation().text()));
            line("</tr>");
        }
        line("</tbody>\n</table>\n</section>");
    }

    /** The scopes a little fainter than the layer itself; lines may break behind them. */
    private static String path(String name) {
        int scopes = name.replaceFirst("\\.\\..*", "").lastIndexOf('.') + 1;
        if (scopes == 0) return Xml.escape(name);
        String outer = Xml.escape(name.substring(0, scopes)).replace(".", ".<wbr/>");
        return "<span class=\"scopes\">" + outer + "</span>" + Xml.escape(name.substring(scopes));
    }

    /** @param label what a card says before the value */
    private void cell(String style, String label, String text) {
        String empty = text.isEmpty() ? " empty" : "";
        String data = label.isEmpty() ? "" : " data-label=\"" + label + "\"";
        html.append("<td class=\"").append(style).append(empty).append('"').append(data).append('>').append(text).append("</td>");
    }

    private void memory(MemoryPlan memory) {
        line("<section>\n<h2 id=\"memory\">Memory</h2>\n<p class=\"note\">What one thread takes of the heap.</p>\n<table class=\"memory\">\n"
                + "<thead><tr><td></td><th scope=\"col\" class=\"number\">inference</th>"
                + "<th scope=\"col\" class=\"number\">training</th></tr></thead>\n<tbody>");
        for (MemoryPlan.Line line : memory.lines()) {
            line("<tr><th scope=\"row\">" + line.name() + "</th>" + bytes(line.inference()) + bytes(line.training()) + "</tr>");
        }
        line("</tbody>\n</table>");
        for (String note : memory.notes()) line("<p class=\"note\">" + Xml.escape(note) + "</p>");
        line("</section>");
    }

    private static String bytes(Optional<Long> bytes) {
        return "<td class=\"number\">" + bytes.map(count -> "<span class=\"brief\">" + Quantity.bytes(count)
                + "</span> <span class=\"exact\">" + Quantity.exact(count) + "</span>").orElse("–") + "</td>";
    }

    private void graph(Summary summary, int depth) {
        line("<section>\n<h2 id=\"graph\">Graph</h2>");
        try {
            Scene scene = GraphScene.of(summary.model(), depth);
            Optional<Scene> narrow = narrower(summary, scene, depth);
            if (narrow.isEmpty()) {
                if (scene.width() > NARROW) line("<p class=\"note narrow\">Wider than this screen: it moves sideways.</p>");
                drawing("graph", scene);
            } else {
                line("<p class=\"note narrow\">With fewer details than on a wide screen.</p>");
                drawing("graph narrow", narrow.get());
                drawing("graph wide", scene);
            }
        } catch (DrawingTooLarge tooLarge) {
            line("<p class=\"note\">Not drawn: " + Xml.escape(tooLarge.getMessage()) + ".</p>");
        }
        line("</section>");
    }

    /** The drawing for a phone, where the one for a desktop is too wide: of the greatest depth that fits. */
    private static Optional<Scene> narrower(Summary summary, Scene scene, int depth) {
        if (scene.width() <= NARROW) return Optional.empty();
        for (int less = depth - 1; less >= 1; less--) {
            Scene narrow = GraphScene.of(summary.model(), less);
            if (narrow.width() <= NARROW) return Optional.of(narrow);
        }
        return Optional.empty();
    }

    private void drawing(String style, Scene scene) {
        line("<div class=\"" + style + "\" style=\"--natural:" + Math.round(scene.width()) + "px;--least:"
                + Math.round(LEAST_SCALE * scene.width()) + "px\">\n" + SvgDrawing.element(scene) + "</div>");
    }

    private static String style() {
        try (InputStream css = SummaryHtml.class.getResourceAsStream("summary.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        html.append(line).append('\n');
    }
}
