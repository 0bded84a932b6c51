package org.cnnc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Label;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.format.Formatter;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.report.GraphText;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** What holds of the compiler's answer to any file. */
final class Answer {
    private final SourceText source;
    private final Checked checked;

    private Answer(SourceText source) {
        this.source = source;
        checked = Frontend.check(source, Overrides.none());
    }

    /** @throws AssertionError where something does not hold, besides whatever the compiler throws */
    static Outcome of(Case example) {
        Answer answer = new Answer(new SourceText(example.name(), example.text()));
        answer.diagnosticsCanBeShown();
        answer.thereAreModelsOrErrors();
        boolean isRead = answer.formatterAndParserAgree();
        return isRead ? answer.checked.hasErrors() ? Outcome.ERROR : Outcome.RIGHT : Outcome.SYNTAX_ERROR;
    }

    private void diagnosticsCanBeShown() {
        int previous = 0;
        for (Diagnostic diagnostic : checked.diagnostics()) {
            liesInItsFile(diagnostic.span());
            liesInItsFile(diagnostic.place());
            for (Label label : diagnostic.related()) liesInItsFile(label.span());
            assertThat(TextRenderer.plain().render(diagnostic)).contains(diagnostic.code() + "]: " + diagnostic.title());
            assertThat(TextRenderer.ansi().render(diagnostic)).contains(diagnostic.title());
            if (diagnostic.span().source() != source) continue;
            assertThat(diagnostic.span().start()).as("source order").isGreaterThanOrEqualTo(previous);
            previous = diagnostic.span().start();
        }
    }

    private static void liesInItsFile(Span span) {
        assertThat(span.start()).isBetween(0, span.end());
        assertThat(span.end()).isLessThanOrEqualTo(span.source().text().length());
        assertThat(span.endLine()).isGreaterThanOrEqualTo(span.line());
        assertThat(span.column()).isPositive();
    }

    private void thereAreModelsOrErrors() {
        SourceFile file = SourceParser.parse(source, new Diagnostics());
        long declared = file.declarations().stream().filter(ModelDecl.class::isInstance).count();
        if (!checked.hasErrors()) assertThat(checked.models()).as("models of a file without errors").hasSize((int) declared);
        else assertThat(checked.models().size()).isLessThanOrEqualTo((int) declared);
    }

    /** @return whether the syntax is right */
    private boolean formatterAndParserAgree() {
        Diagnostics syntax = new Diagnostics();
        boolean isRead = SourceParser.tree(source, syntax).isPresent();
        assertThat(isRead).isNotEqualTo(syntax.hasErrors());
        Diagnostics refusal = new Diagnostics();
        Optional<String> formatted = Formatter.format(source, refusal);
        assertThat(formatted.isPresent()).isNotEqualTo(refusal.hasErrors());
        if (formatted.isEmpty()) {
            assertThat(codes(checked.diagnostics()).containsAll(codes(syntax.sorted()))).isTrue();
            List<Code> refused = codes(refusal.sorted());
            assertThat(refused).isEqualTo(isRead ? List.of(Code.CNN1004) : codes(syntax.sorted()));
            return isRead;
        }
        assertThat(isRead).isTrue();
        SourceText after = new SourceText(source.name(), formatted.get());
        assertThat(Formatter.format(after, new Diagnostics())).as("formatted twice").contains(formatted.get());
        Checked again = Frontend.check(after, Overrides.none());
        assertThat(codes(again.diagnostics())).as("codes after formatting").isEqualTo(codes(checked.diagnostics()));
        assertThat(graphs(again)).as("graphs after formatting").isEqualTo(graphs(checked));
        return true;
    }

    private static List<Code> codes(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::code).toList();
    }

    /** Without the lines, which may move. */
    private static List<String> graphs(Checked checked) {
        return checked.models().stream()
                .map(model -> GraphText.of(model.graph(), "").replaceAll(", line \\d+", ""))
                .toList();
    }
}
