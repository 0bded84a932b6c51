package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** Reads values from outside the file as expressions of the language. */
final class OutsideValueReader {
    /** What a value is for, where that decides how it is read. */
    enum Wanted {
        STRING,
        EXTENT,
        ANY
    }

    private final Diagnostics diagnostics;

    OutsideValueReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The value, without a key; unknown after an error. */
    Given read(OutsideValue value, Wanted wanted) {
        Constant constant = switch (value) {
            case OutsideValue.Single single -> single(single, wanted);
            case OutsideValue.Several several -> several(several, wanted);
        };
        return new Given(Optional.empty(), constant, value.span());
    }

    private Constant single(OutsideValue.Single value, Wanted wanted) {
        if (wanted == Wanted.STRING && !value.text().startsWith("\"")) return new Constant.Text(value.text());
        Diagnostics own = new Diagnostics();
        boolean literal = value.span().text().equals(value.text());
        Optional<Expression> tree = literal
                ? SourceParser.expression(value.span(), own)
                : SourceParser.expression(new SourceText(value.span().source().name(), value.text()), own);
        Constant constant = tree.map(expression -> Evaluator.outsideBodies(Scope.root(), own).evaluate(expression)).orElse(new Constant.Unknown());
        for (Diagnostic diagnostic : own.sorted()) {
            // What is written with escapes or over several lines is marked as a whole.
            if (literal) diagnostics.add(diagnostic);
            else diagnostics.add(Diagnostic.error(diagnostic.code(), value.span(), diagnostic.message()).notes(diagnostic.notes()));
        }
        return constant;
    }

    private Constant several(OutsideValue.Several list, Wanted wanted) {
        List<Given> elements = list.elements().stream().map(element -> read(element, Wanted.ANY)).toList();
        if (wanted != Wanted.EXTENT) return new Constant.Tuple(elements);
        List<Rational> sizes = new ArrayList<>();
        for (Given element : elements) {
            if (element.value() instanceof Constant.Number number) sizes.add(number.value());
        }
        return sizes.size() == elements.size() && !sizes.isEmpty() ? new Constant.Extents(sizes) : new Constant.Tuple(elements);
    }
}
