package org.cnnc.compiler.report.outline;

import java.util.List;
import java.util.Locale;
import org.cnnc.compiler.shape.LayerSummary;

/**
 * How the weights of some layers start. Of several layers, those that start with a constant are not said when others
 * start at random.
 *
 * @param kinds the initialisers as the language writes them, each once, in order
 * @param deviations their standard deviations, in the layers' order
 */
public record Initialisation(List<String> kinds, List<Double> deviations) {
    static Initialisation of(List<LayerSummary> layers) {
        List<LayerSummary> weighted = layers.stream().filter(layer -> !layer.init().isEmpty()).toList();
        List<LayerSummary> random = weighted.stream().filter(layer -> layer.deviation().orElse(0) > 0).toList();
        if (!random.isEmpty()) weighted = random;
        return new Initialisation(
                weighted.stream().map(LayerSummary::init).distinct().toList(),
                weighted.stream().flatMap(layer -> layer.deviation().stream().boxed()).toList());
    }

    /** {@code he_normal(fan = out), std 0.0442}; of several, the least and the largest deviation. */
    public String text() {
        if (kinds.isEmpty()) return "";
        String names = String.join(", ", kinds);
        return kinds.size() > 1 || deviations.isEmpty() ? names : names + ", std " + deviation();
    }

    /** Without the initialisers' settings: {@code he_normal 0.0442}. */
    public String brief() {
        if (kinds.isEmpty()) return "";
        String names = String.join(", ", kinds.stream().map(kind -> kind.replaceFirst("\\(.*", "")).distinct().toList());
        return kinds.size() > 1 || deviations.isEmpty() ? names : names + " " + deviation();
    }

    private String deviation() {
        String least = number(deviations.stream().min(Double::compare).orElseThrow());
        String largest = number(deviations.stream().max(Double::compare).orElseThrow());
        return least.equals(largest) ? least : least + ".." + largest;
    }

    private static String number(double deviation) {
        return deviation == 0 ? "0" : String.format(Locale.ROOT, "%.4g", deviation);
    }
}
