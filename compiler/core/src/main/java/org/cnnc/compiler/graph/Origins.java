package org.cnnc.compiler.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Label;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.source.Span;

/** Shows of an error where the values come from that what it marks depends on. */
final class Origins {
    /** A name that is no argument's key, or {@code in.}. */
    private static final Pattern READ = Pattern.compile("\\bin\\s*\\.|\\b[A-Za-z_]\\w*\\b(?!\\s*=[^=])");

    private Origins() {}

    /** Adds the use of a block to an error that reads what the use gave it. */
    static Diagnostic inBlock(Diagnostic diagnostic, BlockDecl block, Scope values, BlockUse use) {
        Set<String> names = new HashSet<>(values.names());
        boolean told = diagnostic.related().stream().anyMatch(label -> label.span().equals(use.span()));
        if (told || !reads(diagnostic, block.span(), name -> names.contains(name) || name.endsWith("."))) return diagnostic;
        return diagnostic.related(use.span(), "in this use of `" + use.block() + "`" + use.as());
    }

    /** Adds to an error those values from outside the file that it reads. */
    static Diagnostic fromOutside(Diagnostic diagnostic, ModelDecl model, List<Given> outside) {
        Diagnostic told = diagnostic;
        for (Given given : outside) {
            String name = given.key().orElseThrow().text();
            if (reads(diagnostic, model.span(), name::equals)) told = told.related(given.span(), "`" + name + "` is set here");
        }
        return told;
    }

    /** Whether anything that the diagnostic marks in a declaration reads such a name. */
    private static boolean reads(Diagnostic diagnostic, Span declaration, Predicate<String> name) {
        return Stream.concat(Stream.of(diagnostic.span()), diagnostic.related().stream().map(Label::span))
                .filter(span -> isWithin(span, declaration))
                .flatMap(span -> READ.matcher(span.text()).results())
                .anyMatch(match -> name.test(match.group()));
    }

    private static boolean isWithin(Span span, Span declaration) {
        return span.source() == declaration.source() && span.start() >= declaration.start() && span.end() <= declaration.end();
    }
}
