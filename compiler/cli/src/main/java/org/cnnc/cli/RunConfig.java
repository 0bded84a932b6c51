package org.cnnc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.report.OpText;
import org.cnnc.compiler.training.PlacedSetting;
import org.cnnc.compiler.training.Setting;
import org.cnnc.runtime.AtomicFile;
import org.cnnc.train.Normalization;
import org.cnnc.train.RunDirectory;

/** {@code config.yaml} of a training run: all that decides its result, resolved. */
final class RunConfig {
    private static final String FILE = RunDirectory.CONFIG;
    private static final String NORMALIZATION = "normalization";
    private static final int LISTED = 8;

    /** What a run may not change when it goes on. */
    private static final List<String> KEPT = List.of("model", "inputs", "layers", "train", "data", NORMALIZATION, RunGroup.MEMBER, RunGroup.FOLD, "sweep");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final String EPOCHS = "train.epochs";

    private final ObjectNode tree;

    /** What of {@link #KEPT} a run may change all the same, by its beginning. */
    private final List<String> free;

    private RunConfig(ObjectNode tree, List<String> free) {
        this.tree = tree;
        this.free = free;
    }

    /** Of a sweep. */
    static RunConfig of(ObjectNode tree) {
        return new RunConfig(tree, List.of("sweep.trials"));
    }

    /** The same of a cross validation with so many folds, of which each has a normalisation of its own. */
    RunConfig folds(int count) {
        tree.remove(NORMALIZATION);
        tree.putObject(RunGroup.FOLD).put("count", count);
        return this;
    }

    /** Of a run that is about to begin or to go on. */
    static RunConfig of(
            TypedGraph graph, Path file, Map<String, String> set, TrainingData data, Normalization normalization,
            int vectorBits, List<Part> parts) {
        ObjectNode tree = Json.object();
        tree.put("cnnc", new Version().getVersion()[0].substring("cnnc ".length()));
        tree.put("model", graph.name());
        tree.put("file", file.toString());
        ObjectNode given = tree.putObject("set");
        set.forEach(given::put);
        ObjectNode inputs = tree.putObject("inputs");
        graph.inputs().forEach(input -> inputs.put(input.name(), input.type().shape().toString()));
        ObjectNode layers = tree.putObject("layers");
        for (Node node : graph.nodes()) {
            String text = OpText.of(node.op()) + " -> " + node.output().type().shape();
            layers.put(layers.has(node.path()) ? node.path() + "." + node.op().name() : node.path(), text);
        }
        graph.training().ifPresent(training -> train(tree.putObject("train"), training));
        for (Part part : parts) tree.putObject(part.kind()).put("number", part.number()).put("seed", part.seed());
        tree.put("data", data.name());
        if (!normalization.isNone()) {
            ObjectNode standard = tree.putObject(NORMALIZATION);
            standard.set("mean", floats(normalization.mean()));
            standard.set("deviation", floats(normalization.deviation()));
        }
        tree.put("vector_bits", vectorBits);
        return new RunConfig(tree, free(graph));
    }

    /**
     * Which checkpoints stay changes no result, nor does how many runs there are; the number of epochs does where the
     * schedule spans them all.
     */
    private static List<String> free(TypedGraph graph) {
        boolean spanning = graph.training()
                .filter(section -> SectionSettings.rate(section.schedule(), section.optimizer()).spansTheRun()).isPresent();
        List<String> always = List.of("train.checkpoint.", "train.ensemble.n");
        return spanning ? always : Stream.concat(always.stream(), Stream.of(EPOCHS)).toList();
    }

    private static void train(ObjectNode train, TrainSpec training) {
        training.data().ifPresent(data -> setting(train.putObject("data"), "source", data));
        if (!training.augment().isEmpty()) all(train.putArray("augment"), training.augment().stream().map(PlacedSetting::setting).toList());
        train.put("loss", OpText.of(training.loss()));
        ObjectNode optimizer = train.putObject("optimizer");
        optimizer.put("name", training.optimizer().name());
        settings(optimizer, YAML.valueToTree(training.optimizer()));
        setting(train.putObject("schedule"), "name", training.schedule());
        train.put("batch", training.batch());
        train.put("epochs", training.epochs());
        train.put("seed", training.seed());
        training.earlyStop().ifPresent(setting -> arguments(train.putObject("early_stop"), setting));
        training.checkpoint().ifPresent(setting -> arguments(train.putObject("checkpoint"), setting));
        training.ensemble().ifPresent(setting -> arguments(train.putObject("ensemble"), setting));
        training.ema().ifPresent(setting -> arguments(train.putObject("ema"), setting));
        if (!training.metrics().isEmpty()) all(train.putArray("metrics"), training.metrics());
    }

    /** All settings in one list: an optimizer may hold another, to which it adds some. */
    private static void settings(ObjectNode node, JsonNode optimizer) {
        for (Map.Entry<String, JsonNode> member : optimizer.properties()) {
            if (member.getValue().isObject()) settings(node, member.getValue());
            else node.set(member.getKey(), member.getValue());
        }
    }

    private static void all(ArrayNode array, List<Setting> settings) {
        settings.forEach(setting -> setting(array.addObject(), "name", setting));
    }

    private static void setting(ObjectNode node, String key, Setting setting) {
        node.put(key, setting.name());
        arguments(node, setting);
    }

    private static void arguments(ObjectNode node, Setting setting) {
        setting.arguments().values().forEach((name, value) -> node.putPOJO(name, value));
    }

    private static JsonNode floats(float[] values) {
        return YAML.valueToTree(values);
    }

    /** Writes it into a run's folder, whole or not at all. */
    void write(Path folder) throws IOException {
        byte[] bytes = YAML.writeValueAsBytes(tree);
        AtomicFile.write(folder.resolve(FILE), channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) channel.write(buffer);
        });
    }

    /**
     * Demands that this run is the one of a folder; only the number of epochs may differ, unless the schedule depends on
     * it, and of an ensemble's members, and which checkpoints stay.
     *
     * @return what is not the same and yet allowed, in words; empty if nothing
     * @throws Failure that lists what differs
     */
    String requireSame(Path folder) throws IOException {
        return requireSame(folder, KEPT);
    }

    /**
     * Demands that a run that has ended was of the same model and settings; what was done to pixels follows from them.
     *
     * @throws Failure that lists what differs
     */
    void requireSameModel(Path folder) throws IOException {
        requireSame(folder, KEPT.stream().filter(name -> !name.equals(NORMALIZATION)).toList());
    }

    private String requireSame(Path folder, List<String> kept) throws IOException {
        Map<String, String> before = leaves(read(folder.resolve(FILE)).orElseThrow(() -> Failure.input(
                folder + " has no " + FILE + ", so that nobody can tell what its run was; start a new one")));
        Map<String, String> now = leaves(YAML.readTree(YAML.writeValueAsBytes(tree)));
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> free.stream().anyMatch(name::startsWith) || !kept.contains(name.split("\\.")[0])
                || Objects.equals(before.get(name), now.get(name)));
        if (!names.isEmpty()) {
            StringBuilder text = new StringBuilder(folder + " is the run of another model or other settings:");
            names.stream().limit(LISTED).forEach(name -> text.append("\n  ").append(name).append(": ")
                    .append(before.getOrDefault(name, "(nothing)")).append(" there, ")
                    .append(now.getOrDefault(name, "(nothing)")).append(" now")
                    .append(name.equals(EPOCHS) ? ", and the schedule's rates depend on them" : ""));
            if (names.size() > LISTED) text.append("\n  and ").append(names.size() - LISTED).append(" more");
            throw Failure.input(text + "\nresume with what the run was begun with, or start a new one by another --out");
        }
        String bitsBefore = before.get("vector_bits");
        String bitsNow = now.get("vector_bits");
        return Objects.equals(bitsBefore, bitsNow)
                ? ""
                : "the run was begun with vectors of " + bitsBefore + " bits and goes on with " + bitsNow
                        + ", so that its result will differ in the last digits from an uninterrupted run's";
    }

    /** Every single value by its path. */
    private static Map<String, String> leaves(JsonNode tree) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(member -> collect(
                    path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), leaves));
        } else {
            leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
        }
    }

    /** Takes it out of a folder. */
    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /**
     * How many members the ensemble of a folder has.
     *
     * @throws Failure if the folder does not tell
     */
    static int members(Path folder) throws IOException {
        int members = read(folder.resolve(FILE)).map(tree -> tree.at("/train/ensemble/n").asInt()).orElse(0);
        if (members < 1) throw Failure.input(folder + " has no " + FILE + " that tells how many members there are; name their weights one by one");
        return members;
    }

    /** What the training whose weights these are did to its pixels, if a configuration beside them tells. */
    static Optional<Normalization> normalizationBeside(Path weights) throws IOException {
        Optional<JsonNode> tree = read(weights.toAbsolutePath().resolveSibling(FILE));
        if (tree.isEmpty() || !tree.get().has(NORMALIZATION)) return Optional.empty();
        JsonNode standard = tree.get().get(NORMALIZATION);
        return Optional.of(new Normalization(
                YAML.treeToValue(standard.get("mean"), float[].class),
                YAML.treeToValue(standard.get("deviation"), float[].class)));
    }

    private static Optional<JsonNode> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            return Optional.of(YAML.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw Failure.input(file + ": " + YamlFault.reason(e));
        }
    }
}
