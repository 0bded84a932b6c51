package org.cnnc.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The files of the zoo, and what becomes of them when they are mistreated. */
final class Corpus {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final String[] WORDS = ("model block train import input branch let if then else repeat default output expect from in and or not "
            + "true false x ( ) { } : , . .. -> = == != < <= > >= + - * / % ^ \" /* */ // /// ; 0 1 2 3 7 64 -1 0.5 5x5 2x2 1e9 1e-3 7k 3MB "
            + "2000000000 99999999999 M B a b C1 conv dense relu tanh softmax flatten maxpool add concat dropout batchnorm stride pad groups "
            + "bias init he_normal fan out mnist sgd lr floor sqrt in.channels parameters memory.train output $ é 😀 \uFEFF").split(" ");
    private static final int MOST_TEXT = 20_000;

    private final List<Case> files;

    private Corpus(List<Case> files) {
        this.files = List.copyOf(files);
    }

    static Corpus ofModels() throws IOException {
        List<Case> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(MODELS)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".cnn")).sorted().toList()) {
                files.add(new Case(file.toString(), Files.readString(file)));
            }
        }
        return new Corpus(files);
    }

    /** A file with one to six places changed. */
    Case mutation(Random random) {
        Case file = files.get(random.nextInt(files.size()));
        StringBuilder text = new StringBuilder(file.text());
        for (int edits = 1 + random.nextInt(6); edits > 0; edits--) edit(text, random);
        return file.withText(text.toString());
    }

    private void edit(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        String word = WORDS[random.nextInt(WORDS.length)];
        switch (random.nextInt(9)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, word);
            case 2 -> text.replace(at, end, " " + word + " ");
            case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
            case 4 -> text.insert(at, random.nextBoolean() ? "\n" : random.nextBoolean() ? ";" : "\r\n");
            case 5 -> word(text, at, word);
            case 6 -> lines(text, at, random);
            case 7 -> number(text, at, random);
            default -> splice(text, at, random);
        }
    }

    /** Puts a word in the place of another. */
    private static void word(StringBuilder text, int at, String word) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) start--;
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) end++;
        text.replace(start, end, word);
    }

    /** Deletes a line, or repeats it here or elsewhere. */
    private static void lines(StringBuilder text, int at, Random random) {
        int start = text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
        int newline = text.indexOf("\n", at);
        int end = newline < 0 ? text.length() : newline + 1;
        if (end <= start) return;
        String line = text.substring(start, end);
        switch (random.nextInt(3)) {
            case 0 -> text.delete(start, end);
            case 1 -> text.insert(start, line.repeat(1 + random.nextInt(3)));
            default -> {
                text.delete(start, end);
                text.insert(text.indexOf("\n", random.nextInt(text.length() + 1)) + 1, line);
            }
        }
    }

    /** Changes the next number. */
    private static void number(StringBuilder text, int at, Random random) {
        int start = at;
        while (start < text.length() && !Character.isDigit(text.charAt(start))) start++;
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
        text.replace(start, end, Numbers.any(random));
    }

    /** Puts a piece of another file here. */
    private void splice(StringBuilder text, int at, Random random) {
        String other = files.get(random.nextInt(files.size())).text();
        int start = random.nextInt(other.length());
        int end = Math.min(other.length(), start + random.nextInt(200));
        if (text.length() < MOST_TEXT) text.insert(at, other, start, end);
    }
}
