package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cnnc.cli.bench.Measurement;
import org.cnnc.cli.bench.Mode;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.measure.Spread;
import org.cnnc.runtime.VectorChoice;

/**
 * What {@code cnnc bench} tells.
 *
 * @param samples of a run
 * @param compileSeconds from the typed graph to classes
 */
record BenchReport(
        CheckedModel model, Mode mode, int samples, int threads, VectorChoice vector, double compileSeconds,
        Measurement measured) {
    private static final double MILLIS = 1e3;

    /** A step of training is forward, the gradients of the weights and those of the inputs, of the same cost each. */
    private double flops() {
        return 2.0 * model.totals().macs() * samples * switch (mode) {
            case infer -> 1;
            case train -> 3;
        };
    }

    private double gflops() {
        return flops() / measured.seconds().median() / 1e9;
    }

    private double imagesPerSecond() {
        return samples / measured.seconds().median();
    }

    ObjectNode json() {
        Spread seconds = measured.seconds();
        ObjectNode json = Json.object();
        json.put("model", model.graph().name());
        json.put("mode", mode.name());
        json.put("batch", samples);
        json.put("threads", threads);
        json.put("vector", vector.target().bits());
        json.put("median_ms", MILLIS * seconds.median());
        json.put("p10_ms", MILLIS * seconds.p10());
        json.put("p90_ms", MILLIS * seconds.p90());
        json.put("images_per_second", imagesPerSecond());
        json.put("gflops", gflops());
        measured.roof().ifPresent(roof -> json.put("roof_gflops", roof.median()));
        json.put("first_result_ms", MILLIS * measured.firstSeconds());
        json.put("compile_ms", MILLIS * compileSeconds);
        json.put("windows", seconds.count());
        return json;
    }

    List<String> lines() {
        Spread seconds = measured.seconds();
        List<String> lines = new ArrayList<>();
        lines.add(text("model    %s, %,d parameters, %,d multiply-adds a sample",
                model.graph().name(), model.totals().parameters(), model.totals().macs()));
        lines.add("kernels  " + vector.describe());
        lines.add(text("work     %s, threads: %d",
                mode == Mode.train ? "steps of training, batch " + samples : "inference, batch " + samples, threads));
        lines.add(text("start    compiled in %s, first result %s later",
                time(compileSeconds), time(measured.firstSeconds())));
        lines.add(text("steady   %s a batch (10%% of windows under %s, 90%% under %s), %s images/s",
                time(seconds.median()), time(seconds.p10()), time(seconds.p90()), rate(imagesPerSecond())));
        if (model.totals().macs() > 0) lines.add(rateLine());
        return lines;
    }

    private String rateLine() {
        String roof = measured.roof()
                .map(spread -> text(", %.0f%% of the %s that multiply-adds alone reach", 100 * gflops() / spread.median(), rate(spread.median())))
                .orElse("");
        return text("rate     %s GFLOP/s%s", rate(gflops()), roof);
    }

    private static String time(double seconds) {
        if (seconds >= 1) return text("%.2f s", seconds);
        if (seconds >= 1e-3) return text("%.2f ms", MILLIS * seconds);
        return text("%.1f us", 1e6 * seconds);
    }

    private static String rate(double value) {
        return value >= 100 ? text("%,.0f", value) : text("%.3g", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
