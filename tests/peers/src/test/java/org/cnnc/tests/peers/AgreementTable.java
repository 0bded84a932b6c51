package org.cnnc.tests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run prints at its end: how far each thing is from PyTorch's float64, and how far PyTorch's own float32 is. */
final class AgreementTable {
    private static final String ROW = "| %-20s | %14s | %9s | %10s | %10s | %15s | %15s |%n";

    private final List<String> rows = new ArrayList<>();
    private final String head;

    AgreementTable(String what) {
        head = String.format(
                ROW + ROW, what, "configurations", "undecided", "outputs", "gradients", "float32 outputs", "float32 grad.",
                "---", "---", "---", "---", "---", "---", "---");
    }

    /**
     * @param configurations compared
     * @param undecided draws left out, of which PyTorch's float32 is too far from its float64 to show anything
     */
    void add(String name, int configurations, int undecided, Deviation found, Deviation float32) {
        rows.add(String.format(
                ROW, name, configurations, undecided, number(found.outputs()), number(found.gradients()), number(float32.outputs()),
                number(float32.gradients())));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    @Override
    public String toString() {
        return "\nLargest difference from PyTorch's float64, relative to each tensor's largest value;"
                + " last, that of PyTorch's own float32. Undecided: draws left out, of which float32 shows nothing\n\n"
                + head + String.join("", rows);
    }
}
