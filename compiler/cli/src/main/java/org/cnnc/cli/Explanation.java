package org.cnnc.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Suggestion;

/**
 * The long explanation of a diagnostic.
 *
 * @param text what it means
 * @param locked the file that `cnnc lock` was run on, where the code is of lock files
 * @param wrong a file that gives it, if one can show it
 * @param right that file as it should be
 */
record Explanation(
        Code code, String text, Optional<String> locked, Optional<String> wrong, Optional<String> right) {
    private static final String RESOURCE = "explanations.yaml";
    private static final String INDENT = "    ";

    /** @throws Failure if there is no such code */
    static Explanation of(String name) throws IOException {
        List<String> codes = Arrays.stream(Code.values()).map(Code::name).toList();
        String upper = name.toUpperCase(Locale.ROOT);
        if (!codes.contains(upper)) {
            throw Failure.usage("there is no diagnostic " + upper + Suggestion.nearest(upper, codes)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(""));
        }
        return of(Code.valueOf(upper));
    }

    static Explanation of(Code code) throws IOException {
        try (InputStream in = Explanation.class.getResourceAsStream(RESOURCE)) {
            JsonNode entry = new YAMLMapper().readTree(in).path(code.name());
            return new Explanation(
                    code, entry.path("text").asText().strip(), text(entry, "locked"), text(entry, "wrong"), text(entry, "right"));
        }
    }

    private static Optional<String> text(JsonNode entry, String name) {
        return entry.has(name) ? Optional.of(entry.get(name).asText()) : Optional.empty();
    }

    /** For a terminal; lines, each ended. */
    String render() {
        return code + ": " + code.title() + "\n\n" + text + "\n" + example("Locked", locked) + example("Wrong", wrong) + example("Right", right);
    }

    private static String example(String title, Optional<String> file) {
        return file.map(content -> "\n" + title + ":\n\n" + content.indent(INDENT.length())).orElse("");
    }
}
