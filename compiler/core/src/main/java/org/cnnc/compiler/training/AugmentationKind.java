package org.cnnc.compiler.training;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.Schema;

/**
 * The registry's entry of an augmentation.
 *
 * @param term its name and arguments
 * @param input what it can be applied to
 * @param moves whether content leaves its place, so that a map of the same places is no target for it any more
 * @param mixes whether samples of a batch, and their targets, become mixtures
 */
public record AugmentationKind(Term term, Input input, boolean moves, boolean mixes) {
    /** What samples an augmentation needs. */
    public enum Input {
        ANY,
        /** With at least one spatial axis. */
        SPATIAL,
        /** C x H x W. */
        IMAGE
    }

    static AugmentationKind values(String name, String summary, Input input, Argument... arguments) {
        return new AugmentationKind(new Term(name, summary, Schema.of(arguments)), input, false, false);
    }

    static AugmentationKind moving(String name, String summary, Input input, Argument... arguments) {
        return new AugmentationKind(new Term(name, summary, Schema.of(arguments)), input, true, false);
    }
}
