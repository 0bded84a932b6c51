package org.cnnc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnc.runtime.Target;

/** What rows are measured with: the options, the JVMs, and the models that are ready. */
final class Bench {
    static final Path MODELS = Path.of("..", "..", "models");

    private static final Pattern IMPORT = Pattern.compile("import \"(.*)\"");

    private final Options options;
    private final Path folder;
    private final ForkedJvm jvms;
    private final Map<String, PreparedModel> prepared = new HashMap<>();

    /** @param folder for compiled models, cleared by nobody */
    Bench(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
        jvms = new ForkedJvm(options);
    }

    Options options() {
        return options;
    }

    /** A model of the zoo, for the vectors of this CPU and for plain loops. */
    PreparedModel zoo(String file) throws IOException {
        return prepare(file, MODELS.resolve(file + ".cnn"));
    }

    /** A model of the zoo with a train section, its blocks written out and without their dropout. */
    PreparedModel zooWithoutDropout(String file, String trainSection) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(MODELS.resolve(file + ".cnn"))) {
            Matcher imported = IMPORT.matcher(line);
            String replaced = imported.matches() ? Files.readString(MODELS.resolve(imported.group(1))) : line + "\n";
            text.append(replaced.replace("; dropout\n", "\n"));
        }
        return text(file + "-train", text + trainSection);
    }

    /** A model of its own text. */
    PreparedModel text(String name, String text) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name + ".cnn");
        Files.writeString(file, text);
        return prepare(name, file);
    }

    private PreparedModel prepare(String name, Path file) throws IOException {
        PreparedModel known = prepared.get(name);
        if (known != null) return known;
        PreparedModel made = PreparedModel.of(file, folder.resolve(name), Set.of(Target.values()));
        prepared.put(name, made);
        return made;
    }

    /** First results and the steady state of each side, in turn, so that all meet the same conditions. */
    SequencedMap<String, Measured> steady(SequencedMap<String, Launch> sides) throws IOException, InterruptedException {
        return inTurn(sides, options.rounds(), jvms::steady);
    }

    /** The same by few short windows, where there is much to measure. */
    SequencedMap<String, Measured> shortly(SequencedMap<String, Launch> sides) throws IOException, InterruptedException {
        Options few = options.shorter();
        return inTurn(sides, few.rounds(), new ForkedJvm(few)::steady);
    }

    /** What each kernel of a side takes by itself. */
    List<String[]> profile(Launch launch) throws IOException, InterruptedException {
        return jvms.profile(launch);
    }

    /** First results of each side, in turn. */
    SequencedMap<String, Measured> first(SequencedMap<String, Launch> sides) throws IOException, InterruptedException {
        return inTurn(sides, Math.max(3, 2 * options.rounds()), jvms::first);
    }

    @FunctionalInterface
    private interface Measuring {
        Measured of(Launch launch) throws IOException, InterruptedException;
    }

    private static SequencedMap<String, Measured> inTurn(
            SequencedMap<String, Launch> sides, int rounds, Measuring measuring) throws IOException, InterruptedException {
        SequencedMap<String, List<Measured>> parts = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Launch> side : sides.entrySet()) {
                parts.computeIfAbsent(side.getKey(), name -> new ArrayList<>()).add(measuring.of(side.getValue()));
            }
        }
        SequencedMap<String, Measured> together = new LinkedHashMap<>();
        parts.forEach((side, list) -> together.put(side, Measured.together(list)));
        return together;
    }
}
