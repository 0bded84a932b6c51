package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A compiled model and the runtime's jar are all that a program needs, on every JDK from 17 on. */
class DeploymentTest {
    private static final int IMAGES = 17;
    private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    @TempDir
    private static Path folder;

    private static Path runtime;
    private static float[] expected;

    @BeforeAll
    static void deploy() throws Exception {
        runtime = RuntimeJar.in(folder);
        CompiledModel model = CompiledModel.compile(Models.file("lenet5.cnn").graph(), "org.example.LeNet5");
        model.writeTo(folder.resolve("lenet5.jar"));
        Network network = model.initialize(1);
        network.save(folder.resolve("weights.safetensors"));
        float[] images = new float[IMAGES * 32 * 32];
        for (int i = 0; i < images.length; i++) images[i] = (float) Math.sin(i);
        expected = new float[IMAGES * 10];
        try (Session session = network.session(1)) {
            session.predict(images, IMAGES, expected);
        }
        Path source = Path.of(DeploymentTest.class.getResource("/deployed/Classify.java").toURI());
        assertThat(tool("javac", "--release", "17", "-cp", classPath("lenet5.jar"), "-d", folder.toString(), source.toString()))
                .isEmpty();
    }

    private static String classPath(String... entries) {
        List<String> paths = new ArrayList<>(List.of(runtime.toString()));
        for (String entry : entries) paths.add(folder.resolve(entry).toString());
        return String.join(System.getProperty("path.separator"), paths);
    }

    /** What a tool of the JDK prints. */
    private static String tool(String name, String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int status = ToolProvider.findFirst(name).orElseThrow().run(printer, printer, arguments);
        assertThat(status).as("%s: %s", name, out).isZero();
        return out.toString();
    }

    @Test
    void theRuntimeIsSmallAndNeedsNothing() throws Exception {
        assertThat(Files.size(runtime)).isLessThan(300_000);
        assertThat(tool("jdeps", "--multi-release", "base", "--add-modules", "jdk.incubator.vector", "-summary", runtime.toString())
                        .lines().map(line -> line.replaceAll(".*-> ", "").strip()))
                .contains("java.base")
                .isSubsetOf("java.base", "jdk.incubator.vector");
    }

    /** Homes of JDKs by where they are usually kept; links to the same one count once. */
    private static Set<Path> homes() throws Exception {
        Set<Path> homes = new LinkedHashSet<>(List.of(Path.of(System.getProperty("java.home")).toRealPath()));
        List<Path> candidates = new ArrayList<>();
        for (String variable : List.of("JAVA17_HOME", "JAVA_HOME")) {
            if (System.getenv(variable) != null) candidates.add(Path.of(System.getenv(variable)));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> children = Files.list(usual)) {
                candidates.addAll(children.sorted().toList());
            }
        }
        for (Path candidate : candidates) {
            if (isJava17OrLater(candidate)) homes.add(candidate.toRealPath());
        }
        return homes;
    }

    private static boolean isJava17OrLater(Path home) throws IOException {
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.exists(home.resolve("release"))) return false;
        Matcher version = JAVA_VERSION.matcher(Files.readString(home.resolve("release")));
        return version.find() && Integer.parseInt(version.group(1)) >= 17;
    }

    /** One test for each JDK found and each setting; their names say which were found. The JDK of this run is one. */
    @TestFactory
    Stream<DynamicTest> predictsTheSame() throws Exception {
        return homes().stream().flatMap(home -> Stream.of(List.<String>of(), List.of("--add-modules", "jdk.incubator.vector"))
                .map(flags -> DynamicTest.dynamicTest(home + " " + flags, () -> assertPredicts(home, flags))));
    }

    private static void assertPredicts(Path home, List<String> flags) throws Exception {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of(
                "-cp", classPath("lenet5.jar", "."), "Classify", folder.resolve("weights.safetensors").toString(), "" + IMAGES));
        JavaProcess process = JavaProcess.run(home, arguments);
        assertThat(process.status()).as(process.err()).isZero();
        assertThat(process.err()).doesNotContain("Exception", "Error");
        List<Float> found = process.out().lines().map(Float::valueOf).toList();
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(found.get(i) - expected[i])).as("probability %s", i).isLessThan(1e-5f);
        }
    }
}
