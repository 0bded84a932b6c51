package org.cnnc.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/**
 * The file of {@code --params}: a YAML tree of names whose leaves are values as the language writes them, or lists of
 * such. Each value keeps its place, so that what is wrong with it is shown in this file.
 */
final class ParameterFile {
    private final SourceText source;
    private final YAMLParser parser;
    private final List<Overrides.Setting> settings = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    private ParameterFile(SourceText source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** @throws Failure if there is no such file, or if it is not such a tree */
    static List<Overrides.Setting> read(Path file) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceLoader.load(file, file.toString(), diagnostics)
                .orElseThrow(() -> Failure.usage("--params " + file + ": " + diagnostics.sorted().getFirst().message()));
        try (YAMLParser parser = new YAMLFactory().createParser(source.text())) {
            ParameterFile reader = new ParameterFile(source, parser);
            reader.document();
            return reader.settings;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String at = place == null ? "" : ":" + place.getLineNr() + ":" + place.getColumnNr();
            throw Failure.input(file + at + ": " + YamlFault.reason(e));
        }
    }

    private void document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) return;
        if (first != JsonToken.START_OBJECT) throw fault("expected a tree of names, such as `classes: 100`, found " + described(first));
        members("");
        if (parser.nextToken() != null) throw fault("expected one document, found another behind it");
    }

    private void members(String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Span key = place();
            String path = prefix + parser.currentName();
            if (!paths.add(path)) throw fault("`" + path + "` is set again");
            if (parser.nextToken() == JsonToken.START_OBJECT) members(path + ".");
            else settings.add(new Overrides.Setting(path, key, value(path)));
        }
    }

    private OutsideValue value(String path) throws IOException {
        JsonToken token = parser.currentToken();
        int start = start();
        if (parser.isCurrentAlias()) throw fault("`" + path + "`: expected a value, found an alias; write the value out");
        if (token == JsonToken.START_ARRAY) {
            List<OutsideValue> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(value(path));
            return new OutsideValue.Several(List.copyOf(elements), new Span(source, start, end()));
        }
        boolean single = token.isScalarValue() && token != JsonToken.VALUE_NULL;
        if (!single) throw fault("`" + path + "`: expected a value or a list of values, found " + described(token));
        String text = parser.getText();
        Span written = place();
        // The text inside quotes, where it is what it means, is marked without them.
        boolean quoted = written.text().length() == text.length() + 2 && written.text().substring(1, text.length() + 1).equals(text);
        return new OutsideValue.Single(text, quoted ? new Span(source, written.start() + 1, written.end() - 1) : written);
    }

    private static String described(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "names within a list";
            case VALUE_NULL -> "nothing";
            default -> "a single value";
        };
    }

    private Failure fault(String message) {
        return Failure.input(source.name() + ":" + source.line(start()) + ":" + source.column(start()) + ": " + message);
    }

    private Span place() {
        return new Span(source, start(), end());
    }

    private int start() {
        return offset(parser.currentTokenLocation());
    }

    private int end() {
        return Math.max(start(), offset(parser.currentLocation()));
    }

    /** YAML places count code points. */
    private int offset(JsonLocation location) {
        String text = source.text();
        int codePoints = (int) Math.clamp(location.getCharOffset(), 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, codePoints);
    }
}
