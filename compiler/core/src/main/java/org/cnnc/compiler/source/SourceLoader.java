package org.cnnc.compiler.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;

/** Reads a {@code .cnn} file. What keeps it from being read is a diagnostic, never an exception. */
public final class SourceLoader {
    /** Far above any network's description; keeps a wrong file from filling the memory. */
    public static final int MAX_BYTES = 4 << 20;

    private SourceLoader() {}

    /**
     * The text of a file, or empty when there is none, in which case a diagnostic says why.
     *
     * @param name the file as the user named it
     */
    public static Optional<SourceText> load(Path file, String name, Diagnostics diagnostics) {
        if (!Files.exists(file)) return refuse(diagnostics, Code.CNN1001, name, "there is no such file");
        if (Files.isDirectory(file)) return refuse(diagnostics, Code.CNN1001, name, "this is a directory");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            return refuse(diagnostics, Code.CNN1001, name, "reading failed: " + e);
        }
        if (bytes.length > MAX_BYTES) {
            return refuse(diagnostics, Code.CNN1004, name, "more than " + (MAX_BYTES >> 20) + " MB; a network's description is far smaller");
        }
        return decode(bytes, name, diagnostics);
    }

    /** The text of bytes, which must be UTF-8 without zero bytes. */
    public static Optional<SourceText> decode(byte[] bytes, String name, Diagnostics diagnostics) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) return refuse(diagnostics, Code.CNN1002, name, "byte " + i + " is zero, which no text has");
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
            SourceText source = new SourceText(name, text);
            diagnostics.startOf(source);
            return Optional.of(source);
        } catch (CharacterCodingException e) {
            return refuse(diagnostics, Code.CNN1002, name,
                    String.format("byte %d, 0x%02X, is not UTF-8; save the file as UTF-8", rest.position(), bytes[rest.position()]));
        }
    }

    private static Optional<SourceText> refuse(Diagnostics diagnostics, Code code, String name, String message) {
        diagnostics.add(Diagnostic.error(code, new Span(new SourceText(name, ""), 0, 0), message));
        return Optional.empty();
    }
}
