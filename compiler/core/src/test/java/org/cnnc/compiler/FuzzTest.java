package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, the answer is models or diagnostics that can be shown, never an exception. */
class FuzzTest {
    private static final String WORDS = "model block train input branch let if else repeat default output expect from in and or not true x "
            + "( ) { } : , . .. -> = == != < <= > >= + - * / % ^ \" /* */ // ; \n 0 1 2 3 5x5 2x2 1e9 1e-3 7k 3MB 99999999999 M B a b C1 "
            + "conv dense relu tanh softmax flatten maxpool add dropout stride pad groups bias init he_normal fan out mnist sgd lr "
            + "floor sqrt in.channels parameters $ é 😀 \t";

    private static List<String> models() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("../../models"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cnn")).sorted().toList()) texts.add(Files.readString(file));
        }
        return texts;
    }

    private static void checkAnswers(String text, String seed) {
        assertThatCode(() -> {
            Checked checked = Frontend.check(new SourceText("fuzz.cnn", text), Overrides.none());
            assertThat(checked.models().isEmpty() && checked.diagnostics().isEmpty() && text.contains("model")).isFalse();
            checked.diagnostics().forEach(diagnostic -> assertThat(TextRenderer.ansi().render(diagnostic)).contains(diagnostic.title()));
        }).as("%s:%n%s", seed, text).doesNotThrowAnyException();
    }

    @Test
    void mutatedModels() throws IOException {
        List<String> models = models();
        String[] words = WORDS.split(" ");
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(models.get(random.nextInt(models.size())));
            for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, end);
                    case 1 -> text.insert(at, words[random.nextInt(words.length)]);
                    case 2 -> text.replace(at, end, " " + words[random.nextInt(words.length)] + " ");
                    default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                }
                if (text.isEmpty()) text.append(' ');
            }
            checkAnswers(text.toString(), "mutation " + seed);
        }
    }

    @Test
    void randomWords() {
        String[] words = WORDS.split(" ");
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "model M { input a: 3 x 8 x 8\n" : "");
            for (int n = random.nextInt(120); n > 0; n--) text.append(words[random.nextInt(words.length)]).append(' ');
            checkAnswers(text.toString(), "words " + seed);
        }
    }

    @Test
    void randomBytes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (seed % 2 == 0) for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (bytes[i] & 0x7F | 1);
            Diagnostics diagnostics = new Diagnostics();
            Optional<SourceText> source = SourceLoader.decode(bytes, "bytes.cnn", diagnostics);
            assertThat(source.isPresent()).isNotEqualTo(diagnostics.hasErrors());
            source.ifPresent(text -> checkAnswers(new String(bytes, StandardCharsets.UTF_8), "bytes"));
        }
    }
}
