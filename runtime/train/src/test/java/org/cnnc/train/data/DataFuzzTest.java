package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.train.DataException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files of every format with bytes changed, cut off or put in: they load, or are refused in words with their name. */
class DataFuzzTest {
    private static final int ROUNDS = 400;
    private static final DataOptions OPTIONS = new DataOptions(0, true, 1, 0, 1);

    @TempDir
    Path folder;

    /** Files that belong together, one of which is damaged. */
    private record Case(Path damaged, Source source) {}

    @TestFactory
    Stream<DynamicTest> damagedFilesLoadOrAreRefused() throws IOException {
        Map<String, Case> cases = new LinkedHashMap<>();
        Path idx = Files.createDirectory(folder.resolve("idx"));
        for (String part : new String[] {"train", "t10k"}) {
            Files.write(idx.resolve(part + "-images-idx3-ubyte"), Written.idx(8, new byte[36], 6, 2, 3));
            Files.write(idx.resolve(part + "-labels-idx1-ubyte.gz"), Written.gzip(Written.idx(8, new byte[] {0, 1, 1, 0, 1, 0}, 6)));
        }
        Source idxSource = IdxSource.of(idx, new int[] {1, 2, 3}, 2);
        cases.put("IDX", new Case(idx.resolve("train-images-idx3-ubyte"), idxSource));
        cases.put("gzipped IDX", new Case(idx.resolve("train-labels-idx1-ubyte.gz"), idxSource));

        Path cifar = Files.createDirectory(folder.resolve("cifar"));
        for (int batch = 1; batch <= 5; batch++) Files.write(cifar.resolve("data_batch_" + batch + ".bin"), Written.cifar(0, 1));
        Files.write(cifar.resolve("test_batch.bin"), Written.cifar(0, 1));
        cases.put("CIFAR-10", new Case(cifar.resolve("data_batch_2.bin"), CifarSource.folder(cifar)));

        Path sheets = Files.createDirectory(folder.resolve("sheets"));
        for (int batch = 1; batch <= 5; batch++) Written.image(sheets.resolve("data_batch_" + batch + ".png"), "png", 1024, 1, 7, batch);
        Written.image(sheets.resolve("test_batch.png"), "png", 1024, 1, 7, 9);
        Files.writeString(sheets.resolve("train_lables.json"), "[0,1,2,3,4]");
        Files.writeString(sheets.resolve("test_lables.json"), "[5]");
        cases.put("sheets", new Case(sheets.resolve("data_batch_3.png"), CifarSource.folder(sheets)));
        cases.put("labels in JSON", new Case(sheets.resolve("train_lables.json"), CifarSource.folder(sheets)));

        for (String kind : new String[] {"png", "jpg", "gif", "bmp"}) {
            Path images = folder.resolve(kind);
            for (int i = 0; i < 4; i++) Written.image(images.resolve("a/" + i + "." + kind), kind, 5, 4, 0x1080F0, i);
            cases.put(kind, new Case(images.resolve("a/2." + kind), ImagesSource.of(images, new int[] {3, 4, 5}, Resize.STRETCH, 0.25)));
        }

        Path npy = Files.createDirectory(folder.resolve("npy"));
        Files.write(npy.resolve("x.npy"), Written.npy("<f4", "False", "(5, 3)", new byte[60]));
        Files.write(npy.resolve("y.npy"), Written.npy("<i2", "False", "(5,)", new byte[10]));
        Source npySource = NpySource.of(new NpySource.Pair(npy.resolve("x.npy"), npy.resolve("y.npy")), Optional.empty(), 0.2, new int[] {3}, 2);
        cases.put("NPY samples", new Case(npy.resolve("x.npy"), npySource));
        cases.put("NPY labels", new Case(npy.resolve("y.npy"), npySource));

        Path csv = Files.writeString(folder.resolve("t.csv"), "a,\"b, c\",label\n1,2.5,x\n-3,4e1,y\n5,6,x\n7,8,\"y\"\n9,1,x\n");
        cases.put("CSV", new Case(csv, CsvSource.of(csv, Optional.empty(), 0.2,
                new CsvSource.Columns(CsvSource.Kind.LABEL, "label", Optional.empty(), ','), new int[] {2}, 2)));
        return cases.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> fuzz(entry.getValue())));
    }

    private static void fuzz(Case one) throws IOException {
        byte[] good = Files.readAllBytes(one.damaged());
        one.source().load(OPTIONS);
        Random random = new Random(20261121);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = damaged(good, random);
            Files.write(one.damaged(), bad);
            try {
                one.source().load(OPTIONS);
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + ": " + new String(bad, StandardCharsets.ISO_8859_1), e);
            }
        }
        Files.write(one.damaged(), good);
        one.source().load(OPTIONS);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bad = good.clone();
        int edge = Math.min(bad.length, 160);
        switch (random.nextInt(4)) {
            case 0 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            case 1 -> bad = Arrays.copyOf(bad, bad.length + 1 + random.nextInt(20));
            case 2 -> bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            case 3 -> {
                for (int i = 0; i < 3; i++) bad[random.nextInt(edge)] ^= (byte) (1 << random.nextInt(8));
            }
            default -> throw new IllegalStateException();
        }
        return bad;
    }
}
