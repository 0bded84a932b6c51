package org.cnnc.tests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;

/** Bytes without any sense. */
final class RandomBytes {
    private static final int MOST = 600;

    private RandomBytes() {}

    /** The text of random bytes; where they are none, that of their lower seven bits. */
    static Case example(Random random) {
        byte[] bytes = new byte[random.nextInt(MOST)];
        random.nextBytes(bytes);
        Diagnostics diagnostics = new Diagnostics();
        Optional<SourceText> source = SourceLoader.decode(bytes, "bytes.cnn", diagnostics);
        if (source.isPresent() == diagnostics.hasErrors()) throw new AssertionError("neither text nor error, or both");
        String text = source.map(SourceText::text).orElseGet(() -> ascii(bytes));
        return new Case("bytes.cnn", text);
    }

    private static String ascii(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.max(1, bytes[i] & 0x7F);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
