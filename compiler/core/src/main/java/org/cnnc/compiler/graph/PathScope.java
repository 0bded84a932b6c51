package org.cnnc.compiler.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.source.Span;

/**
 * Hands out canonical names within a scope. A layer without a label has its kind and its ordinal among all of
 * that kind in the scope, labelled ones included, so that a label never renames another layer.
 */
final class PathScope {
    private final String prefix;
    private final Diagnostics diagnostics;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<String, Span> taken = new HashMap<>();

    private PathScope(String prefix, Diagnostics diagnostics) {
        this.prefix = prefix;
        this.diagnostics = diagnostics;
    }

    static PathScope root(Diagnostics diagnostics) {
        return new PathScope("", diagnostics);
    }

    /** The path of a layer or a scope. */
    String name(Optional<Identifier> label, String kind, Span span) {
        int ordinal = ordinals.merge(kind.toLowerCase(), 1, Integer::sum);
        String name = label.map(Identifier::text).orElse(kind.toLowerCase() + ordinal);
        Span place = label.map(Identifier::span).orElse(span);
        claim(name, place);
        return prefix + name;
    }

    /** The path of a scope that always has a name: a branch, a group. */
    String name(Identifier label) {
        claim(label.text(), label.span());
        return prefix + label.text();
    }

    private void claim(String name, Span place) {
        Span other = taken.putIfAbsent(name, place);
        if (other == null) return;
        Diagnostic diagnostic = Diagnostic.error(Code.CNN2016, place, "`" + prefix + name + "` is this layer's name too");
        if (other.equals(place)) diagnostic = diagnostic.advice("put a label before `repeat`: its iterations then have names of their own");
        else diagnostic = diagnostic.related(other, "`" + prefix + name + "` is here");
        diagnostics.add(diagnostic);
    }

    /** A scope of its own under a path that this scope handed out. */
    PathScope inside(String path) {
        return new PathScope(path + ".", diagnostics);
    }
}
