package org.cnnc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.stream.Collectors;

/** Says in one line why a text is no YAML. */
final class YamlFault {
    private YamlFault() {}

    /** The parser's sentences, without the excerpts that it sets between them. */
    static String reason(JsonProcessingException fault) {
        return "not YAML: " + fault.getOriginalMessage().lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }
}
