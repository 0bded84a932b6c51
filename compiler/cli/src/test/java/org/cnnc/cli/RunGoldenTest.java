package org.cnnc.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.cnnc.train.data.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands say of data and weights that they refuse, in {@code golden}: all of it, to the letter, paths but
 * for the folder of the test. {@code -Dgolden.write=true} writes the texts anew, to be read before they are
 * checked in.
 */
class RunGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private static Path folder;

    private static Path weights;

    /** A command on a project of its own, and what is wrong with it. */
    @FunctionalInterface
    private interface Case {
        CommandRun run(Project project) throws IOException;
    }

    @BeforeAll
    static void train() throws IOException {
        Project trained = Project.in(Files.createDirectory(folder.resolve("trained")));
        assertThat(trained.train("--epochs", "1", "-q").status()).isZero();
        weights = trained.weights();
    }

    private static Map<String, Case> cases() {
        Map<String, Case> cases = new TreeMap<>();
        cases.put("CNN4070", project -> sweep(project, "width: [4, 8]\nsearch: gird\n"));
        cases.put("CNN4070-range", project -> sweep(project, "search: random\ntrials: 3\ntrain:\n  optimizer:\n    lr: {min: 0, max: 1, scale: log}\n"));
        cases.put("CNN4070-bound", project -> sweep(project, "search: random\ntrials: 3\nwidth: {min: 4, max: 9, ruond: 1}\n"));
        cases.put("CNN4070-grid", project -> sweep(project, "width: {min: 4, max: 9}\n"));
        cases.put("CNN4070-nothing", project -> sweep(project, "width: 4\n"));
        cases.put("CNN4070-trials", project -> sweep(project, "search: random\nwidth: [4, 8]\n"));
        cases.put("CNN4071", project -> sweep(project, "width: " + IntStream.range(1, 200).boxed().toList() + "\ntrain:\n  seed: "
                + IntStream.range(0, 100).boxed().toList() + "\n"));
        cases.put("CNN4071-same", project -> sweep(project, "search: random\ntrials: 5\nwidth: [4, 8]\n"));
        cases.put("CNN4072", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 0"));
            return sweep(project, "width: [4, 8]\n");
        });
        cases.put("CNN5002", project -> project.train("--data", project.data().resolveSibling("digits").toString()));
        cases.put("CNN5002-file", project -> {
            Files.delete(project.data().resolve("t10k-labels-idx1-ubyte"));
            return project.train();
        });
        cases.put("CNN5002-image", project -> predict(project, project.data().resolveSibling("none.png")));
        cases.put("CNN5003", project -> {
            cut(project.data().resolve("train-images-idx3-ubyte"), 100);
            return project.train();
        });
        cases.put("CNN5003-kind", project -> {
            Files.write(project.data().resolve("train-images-idx3-ubyte"), new byte[] {'P', 'K', 3, 4, 0, 0});
            return project.train();
        });
        cases.put("CNN5003-labels", project -> {
            Path labels = project.data().resolve("train-labels-idx1-ubyte");
            byte[] fewer = Arrays.copyOf(Files.readAllBytes(labels), 8 + 20);
            Files.write(labels, ByteBuffer.wrap(fewer).putInt(4, 20).array());
            return project.train();
        });
        cases.put("CNN5003-array", project -> {
            Path array = array(project, 1, 4, 4);
            cut(array, Files.size(array) - 10);
            return predict(project, array);
        });
        cases.put("CNN5003-image", project -> predict(project, Files.writeString(project.data().resolveSibling("x.png"), "no image")));
        cases.put("CNN5004", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 8, pad = 1"));
            return project.train();
        });
        cases.put("CNN5004-batch", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("hidden: dense width,", "dense width, bias = false; batchnorm;"));
            return project.train("--set", "train.batch=13");
        });
        cases.put("CNN5004-eval", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 8, pad = 1"));
            return eval(project, weights);
        });
        cases.put("CNN5004-label", project -> {
            Path labels = project.data().resolve("train-labels-idx1-ubyte");
            byte[] bytes = Files.readAllBytes(labels);
            bytes[8 + 5] = 9;
            Files.write(labels, bytes);
            return project.train();
        });
        cases.put("CNN5004-array", project -> predict(project, array(project, 4, 4)));
        cases.put("CNN5004-image", project -> {
            Path file = project.data().resolveSibling("large.png");
            ImageIO.write(new BufferedImage(5, 6, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
            return predict(project, file);
        });
        cases.put("CNN5005", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 100000"));
            return project.train();
        });
        cases.put("CNN5002-fashion", project -> on(project, "fashion_mnist(\"clothes\")"));
        cases.put("CNN5002-cifar", project -> on(project, "cifar10"));
        cases.put("CNN5002-link", project -> {
            Path folder = Files.createDirectories(project.data().resolveSibling("photos/a"));
            Files.createSymbolicLink(folder.resolve("0.png"), folder.resolve("0.png"));
            return on(project, "images(\"photos\")");
        });
        cases.put("CNN5003-cifar", project -> {
            Files.write(Files.createDirectory(project.data().resolveSibling("cifar")).resolve("data_batch_1.bin"), new byte[3100]);
            return on(project, "cifar10(\"cifar\")");
        });
        cases.put("CNN5003-gzip", project -> {
            Path images = project.data().resolve("train-images-idx3-ubyte");
            byte[] more = Arrays.copyOf(Files.readAllBytes(images), 20_000_000);
            Files.delete(images);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(images.resolveSibling("train-images-idx3-ubyte.gz")))) {
                out.write(more);
            }
            return project.train();
        });
        cases.put("CNN5003-nan", project -> {
            float[] samples = new float[5 * 16];
            samples[2 * 16 + 6] = Float.NaN;
            NpyFile.write(project.data().resolveSibling("x.npy"), new int[] {5, 4, 4}, samples);
            NpyFile.write(project.data().resolveSibling("y.npy"), new int[] {5, 4}, new float[20]);
            return on(project, "npy(\"x.npy\", \"y.npy\")");
        });
        cases.put("CNN5003-pickle", project -> {
            Path array = array(project, 5, 4, 4);
            Files.write(array, new String(Files.readAllBytes(array), ISO_8859_1).replace("'<f4'", "'|O'").replace("\n", " \n").getBytes(ISO_8859_1));
            return on(project, "npy(\"x.npy\", \"x.npy\")");
        });
        cases.put("CNN5003-fortran", project -> {
            Path array = array(project, 5, 4, 4);
            Files.write(array, new String(Files.readAllBytes(array), ISO_8859_1).replace("False", "True").replace("\n", " \n").getBytes(ISO_8859_1));
            return on(project, "npy(\"x.npy\", \"x.npy\")");
        });
        cases.put("CNN5003-count", project -> {
            array(project, 5, 4, 4);
            NpyFile.write(project.data().resolveSibling("y.npy"), new int[] {4, 4}, new float[16]);
            return on(project, "npy(\"x.npy\", \"y.npy\")");
        });
        cases.put("CNN5003-ragged", project -> {
            Files.writeString(project.data().resolveSibling("t.csv"), "a,b,label\n1,2,0\n3,4\n");
            return on(project, "csv(\"t.csv\")");
        });
        cases.put("CNN5003-cell", project -> {
            Files.writeString(project.data().resolveSibling("t.csv"), "a,b,label\n1,2,0\n3,four,1\n");
            return on(project, "csv(\"t.csv\")");
        });
        cases.put("CNN5003-bomb", project -> {
            byte[] header = ByteBuffer.allocate(16).put("IHDR".getBytes(ISO_8859_1)).putInt(90_000).putInt(90_000).put(new byte[] {8, 2, 0, 0}).array();
            CRC32 sum = new CRC32();
            sum.update(Arrays.copyOf(header, 17));
            byte[] png = ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13).put(header).put((byte) 0).putInt((int) sum.getValue()).array();
            Path folder = Files.createDirectories(project.data().resolveSibling("photos/a"));
            Files.write(folder.resolve("0.png"), png);
            Files.write(folder.resolve("1.png"), png);
            return on(project, "images(\"photos\", resize = stretch)");
        });
        cases.put("CNN5004-extents", project -> {
            Path folder = Files.createDirectories(project.data().resolveSibling("photos/a"));
            ImageIO.write(new BufferedImage(5, 6, BufferedImage.TYPE_BYTE_GRAY), "png", folder.resolve("0.png").toFile());
            return on(project, "images(\"photos\")");
        });
        cases.put("CNN5004-column", project -> {
            Files.writeString(project.data().resolveSibling("t.csv"), "a,b,kind\n1,2,0\n3,4,1\n");
            return on(project, "csv(\"t.csv\")");
        });
        cases.put("CNN5004-validation", project -> {
            for (String part : List.of("train", "validation")) {
                Path folder = Files.createDirectories(project.data().resolveSibling("photos/" + part + "/a"));
                for (int i = 0; i < 9; i++) ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", folder.resolve(i + ".png").toFile());
            }
            return on(project, "images(\"photos\", validation = 2)");
        });
        cases.put("CNN5005-class", project -> {
            Files.createDirectories(project.data().resolveSibling("photos/a"));
            return on(project, "images(\"photos\")");
        });
        cases.put("CNN5010", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("idx(\"data\", validation = 8)", "synthetic(samples = 2000000000)"));
            return project.train();
        });
        cases.put("CNN6001", project -> eval(project, project.data().resolveSibling("none.safetensors")));
        cases.put("CNN6001-folder", project -> eval(project, project.data()));
        cases.put("CNN6002", project -> eval(project, Files.write(project.data().resolveSibling("w.safetensors"), new byte[] {1, 2, 3})));
        cases.put("CNN6002-kind", project -> eval(project, Files.writeString(project.data().resolveSibling("w.pt"), "PK not these")));
        cases.put("CNN6002-cut", project -> {
            Path cut = Files.copy(weights, project.data().resolveSibling("w.safetensors"));
            cut(cut, Files.size(cut) - 4);
            return eval(project, cut);
        });
        cases.put("CNN6002-header", project -> {
            byte[] header = "{not JSON}".getBytes();
            byte[] file = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).array();
            return eval(project, Files.write(project.data().resolveSibling("w.safetensors"), file));
        });
        cases.put("CNN6003", project -> CommandRun.of(
                "eval", project.model().toString(), "--weights", weights.toString(), "--set", "width=5"));
        cases.put("CNN6003-names", project -> {
            Files.writeString(project.model(), Project.MODEL.replace("hidden: ", ""));
            return eval(project, weights);
        });
        cases.put("CNN6004", project -> project.train("--threads", "1", "--set", "train.optimizer.lr=1e30"));
        return cases;
    }

    private static CommandRun sweep(Project project, String yaml) throws IOException {
        Path params = Files.writeString(project.data().resolveSibling("sweep.yaml"), yaml);
        return CommandRun.of("sweep", project.model().toString(), "--params", params.toString(), "--out", project.run().toString());
    }

    /** Trains the project's model on other data. */
    private static CommandRun on(Project project, String source) throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("idx(\"data\", validation = 8)", source));
        return project.train();
    }

    private static CommandRun eval(Project project, Path weights) {
        return CommandRun.of("eval", project.model().toString(), "--weights", weights.toString());
    }

    private static CommandRun predict(Project project, Path input) {
        return CommandRun.of("predict", project.model().toString(), "--weights", weights.toString(), input.toString());
    }

    private static Path array(Project project, int... shape) throws IOException {
        Path file = project.data().resolveSibling("x.npy");
        NpyFile.write(file, shape, new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)]);
        return file;
    }

    private static void cut(Path file, long bytes) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(bytes)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfDataAndWeights() {
        return cases().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            String name = entry.getKey();
            Path own = Files.createDirectory(folder.resolve(name));
            CommandRun run = entry.getValue().run(Project.in(own));
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            String said = run.err().replace(own + "/", "").replace(folder + "/", "");
            Path expected = GOLDEN.resolve(name + ".txt");
            if (Boolean.getBoolean("golden.write")) Files.writeString(expected, said);
            assertThat(said).isEqualTo(Files.readString(expected));
            List<String> lines = said.lines().toList();
            assertThat(lines.getFirst()).startsWith("error[" + name.substring(0, 7) + "]: ");
        }));
    }
}
