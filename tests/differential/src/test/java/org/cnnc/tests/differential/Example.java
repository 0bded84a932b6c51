package org.cnnc.tests.differential;

import java.util.Optional;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.source.SourceText;

/**
 * One case: a {@code .cnn} text with a train section, a batch, and what inputs and weights are drawn from.
 *
 * @param samples of the batch; any number, not only whole blocks
 */
public record Example(String text, int samples, long seed) {
    /** The only model of the text; empty where the text has errors. */
    public Optional<TypedGraph> graph() {
        Checked checked = Frontend.check(new SourceText("example.cnn", text), Overrides.none());
        if (checked.hasErrors() || checked.models().size() != 1) return Optional.empty();
        return Optional.of(checked.models().getFirst().graph());
    }

    /** Whether a batch of so many samples can be normalised, where the network does that; one sample may be too few. */
    public boolean trains() {
        return samples > 1 || !text.contains("batchnorm");
    }

    /** Multiply-adds of a sample; only where the text has no errors. */
    long macs() {
        return Frontend.check(new SourceText("example.cnn", text), Overrides.none()).models().getFirst().totals().macs();
    }

    Example withText(String other) {
        return new Example(other, samples, seed);
    }

    @Override
    public String toString() {
        return "seed " + seed + "L, " + samples + " samples of\n" + text;
    }
}
