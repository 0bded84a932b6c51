package org.cnnc.compiler.lock;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML whose every part knows its line, from 1. */
sealed interface LocatedYaml {
    int line();

    /** @param lines those of the keys */
    record Tree(SequencedMap<String, LocatedYaml> members, SequencedMap<String, Integer> lines, int line) implements LocatedYaml {}

    record Sequence(List<LocatedYaml> elements, int line) implements LocatedYaml {}

    record Scalar(String text, int line) implements LocatedYaml {}

    /**
     * The tree of a text that is one document.
     *
     * @throws LockException if it is no YAML, names a key twice, or is deeper than {@code depth}
     */
    static LocatedYaml parse(String text, int depth) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("<<<<<<< ")) throw new LockException(i + 1, "a merge left its marks here");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Math.max(1, text.length()));
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
        try (YAMLParser parser = factory.createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() == null) throw new LockException(1, "the file is empty");
            LocatedYaml tree = read(parser, depth);
            if (parser.nextToken() != null) throw new LockException(parser.currentTokenLocation().getLineNr(), "a second document begins here");
            return tree;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new LockException(line, "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("no reason given"));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private static LocatedYaml read(YAMLParser parser, int depth) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth == 0) throw new LockException(line, "nested more deeply than a lock is");
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            SequencedMap<String, LocatedYaml> members = new LinkedHashMap<>();
            SequencedMap<String, Integer> lines = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                lines.put(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                members.put(key, read(parser, depth - 1));
            }
            return new Tree(members, lines, line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<LocatedYaml> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(read(parser, depth - 1));
            return new Sequence(elements, line);
        }
        return new Scalar(token == JsonToken.VALUE_NULL ? "" : parser.getText(), line);
    }
}
