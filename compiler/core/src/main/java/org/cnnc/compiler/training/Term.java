package org.cnnc.compiler.training;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.op.Schema;

/**
 * A word of a {@code train} section with its arguments.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page
 */
public record Term(String name, String summary, Schema schema) {
    public static Optional<Term> find(List<Term> terms, String name) {
        return terms.stream().filter(term -> term.name().equals(name)).findFirst();
    }
}
