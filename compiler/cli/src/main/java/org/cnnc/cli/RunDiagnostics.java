package org.cnnc.cli;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.cnnc.runtime.WeightsException;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;

/** What the data and the weights of a run are refused for, in the form of every other diagnostic. */
final class RunDiagnostics {
    private RunDiagnostics() {}

    static Diagnostic of(DataException e) {
        Code code = switch (e.kind()) {
            case MISSING -> Code.CNN5002;
            case DAMAGED -> Code.CNN5003;
            case MISFIT -> Code.CNN5004;
            case EMPTY -> Code.CNN5005;
            case TOO_LARGE -> Code.CNN5010;
        };
        return diagnostic(code, e.place(), e.getMessage(), "the data");
    }

    static Diagnostic of(WeightsException e) {
        Code code = switch (e.kind()) {
            case MISSING -> Code.CNN6001;
            case DAMAGED -> Code.CNN6002;
            case MISFIT -> Code.CNN6003;
        };
        Diagnostic diagnostic = diagnostic(code, e.place(), e.getMessage(), "the weights");
        return switch (e.kind()) {
            case MISSING -> diagnostic.advice("`cnnc train` writes weights.safetensors into the folder of its run");
            case DAMAGED -> diagnostic.advice("give a safetensors file; one that was cut off has to be copied or trained again");
            case MISFIT -> diagnostic;
        };
    }

    static Diagnostic of(DivergenceException e) {
        return diagnostic(Code.CNN6004, "", e.getMessage(), "the training");
    }

    /** @param whole the exception's message, which begins with the place where there is one; its further lines are notes */
    private static Diagnostic diagnostic(Code code, String place, String whole, String what) {
        String message = place.isEmpty() ? whole : whole.substring(place.length() + ": ".length());
        List<String> lines = message.lines().map(String::strip).toList();
        Span at = new Span(new SourceText(place.isEmpty() ? what : place, ""), 0, 0);
        return Diagnostic.error(code, at, lines.getFirst()).notes(lines.subList(1, lines.size()));
    }
}
