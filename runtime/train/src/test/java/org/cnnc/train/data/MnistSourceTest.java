package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Normalization;
import org.cnnc.train.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistSourceTest {
    private static final DataOptions PLAIN = new DataOptions(0, false, 0, 0, 1);

    @TempDir
    Path folder;

    @BeforeEach
    void writeSmallData() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(images(6), 6, 2, 3));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(idx(new byte[] {0, 1, 2, 9, 4, 5}, 6)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(idx(images(2), 2, 2, 3)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(new byte[] {7, 8}, 2));
    }

    private static float[] values(Dataset data) {
        float[] values = new float[data.size() * data.sampleSize()];
        for (int s = 0; s < data.size(); s++) data.samples().fill(s, values, s * data.sampleSize());
        return values;
    }

    /** Image i has the pixels 10 i, 10 i + 1, ... */
    private static byte[] images(int count) {
        byte[] pixels = new byte[count * 6];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i / 6 * 10 + i % 6);
        return pixels;
    }

    private static byte[] idx(byte[] data, int... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length + data.length);
        bytes.putInt(0x800 | extents.length);
        for (int extent : extents) bytes.putInt(extent);
        return bytes.put(data).array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte.gz,6bbc9ace898e44ae57da46a324031adb",
        "train-labels-idx1-ubyte.gz,a25bea736e30d166cdddb491f175f624",
        "t10k-images-idx3-ubyte.gz,2646ac647ad5339dbf082846283269ea",
        "t10k-labels-idx1-ubyte.gz,27ae3e4e09519cfbb04c329615203637"
    })
    void theEmbeddedFilesAreMnist(String name, String md5) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        try (InputStream in = new GZIPInputStream(
                MnistSource.class.getResourceAsStream("/org/cnnc/data/mnist/" + name))) {
            digest.update(in.readAllBytes());
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(md5);
    }

    /** The mean 0.1307 and the deviation 0.3081 are the figures in use for MNIST's training images. */
    @Test
    void allOfMnist() throws IOException {
        Split split = MnistSource.embedded().load(new DataOptions(2, true, 1024, 0, 3));
        assertThat(split.train().size()).isEqualTo(58_976);
        assertThat(split.validation().size()).isEqualTo(1024);
        assertThat(split.test().size()).isEqualTo(10_000);
        assertThat(split.train().shape()).containsExactly(1, 32, 32);
        assertThat(split.normalization().mean()[0]).isCloseTo(0.1307f, offset(0.0005f));
        assertThat(split.normalization().deviation()[0]).isCloseTo(0.3081f, offset(0.0005f));
        float black = values(split.train())[0];
        assertThat(black).isCloseTo(-0.1307f / 0.3081f, offset(0.002f));
        int[] counts = new int[10];
        for (int label : split.test().labels()) counts[label]++;
        assertThat(counts).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    @Test
    void pixelsAreScaledAndPadded() throws IOException {
        Split split = MnistSource.folder(folder).load(new DataOptions(1, false, 0, 0, 1));
        assertThat(split.train().shape()).containsExactly(1, 4, 5);
        assertThat(split.train().labels()).containsExactly(0, 1, 2, 9, 4, 5);
        assertThat(Arrays.copyOfRange(values(split.train()), 20, 40)).containsExactly(
                0, 0, 0, 0, 0,
                0, 10 / 255f, 11 / 255f, 12 / 255f, 0,
                0, 13 / 255f, 14 / 255f, 15 / 255f, 0,
                0, 0, 0, 0, 0);
        assertThat(split.test().labels()).containsExactly(7, 8);
        assertThat(values(MnistSource.folder(folder).test(1, Normalization.NONE)))
                .containsExactly(values(split.test()));
    }

    @Test
    void validationIsDrawnBySeedAndSharesNothingWithTraining() throws IOException {
        Split split = MnistSource.folder(folder).load(new DataOptions(0, false, 2, 5, 1));
        assertThat(split.train().size()).isEqualTo(3);
        assertThat(split.validation().size()).isEqualTo(2);
        int[] all = new int[5];
        System.arraycopy(split.train().labels(), 0, all, 0, 3);
        System.arraycopy(split.validation().labels(), 0, all, 3, 2);
        assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 9, 4);
        assertThat(Draw.validation(1000, 10, 1)).containsExactly(Draw.validation(1000, 10, 1));
        assertThat(Draw.validation(1000, 10, 1)).isNotEqualTo(Draw.validation(1000, 10, 2));
        assertThatThrownBy(() -> MnistSource.folder(folder).load(new DataOptions(0, false, 6, 0, 1)))
                .isInstanceOf(DataException.class).hasMessageContaining("validation = 6");
    }

    @Test
    void normalizedChannelsHaveMeanZeroAndDeviationOne() throws IOException {
        float[] samples = values(MnistSource.folder(folder).load(new DataOptions(0, true, 0, 0, 1)).train());
        double sum = 0;
        double squares = 0;
        for (float v : samples) {
            sum += v;
            squares += (double) v * v;
        }
        assertThat(sum / samples.length).isCloseTo(0, offset(1e-6));
        assertThat(squares / samples.length).isCloseTo(1, offset(1e-5));
    }

    private void expectError(String file, byte[] content, String... parts) throws IOException {
        Files.write(folder.resolve(file), content);
        assertThatThrownBy(() -> MnistSource.folder(folder).load(PLAIN))
                .isInstanceOf(DataException.class).hasMessageContaining(file).hasMessageContainingAll(parts);
    }

    @Test
    void truncated() throws IOException {
        byte[] good = idx(images(6), 6, 2, 3);
        String name = "train-images-idx3-ubyte";
        expectError(name, Arrays.copyOf(good, 50), "expected 36 elements (6 x 2 x 3)", "the end at byte 50", "again");
        expectError(name, Arrays.copyOf(good, 10), "a header of 16 bytes", "the end at byte 10");
        expectError(name, Arrays.copyOf(good, 3), "the end at byte 3");
        expectError(name, new byte[0], "the end at byte 0");
        expectError(name, Arrays.copyOf(good, 53), "byte 52: expected the end");
        byte[] zipped = gzip(good);
        expectError(name, Arrays.copyOf(zipped, zipped.length / 2), "gzip data is damaged");
        expectError(name, Arrays.copyOf(zipped, 8), "gzip data is damaged (it ends too early)");
        zipped[zipped.length - 6] ^= 1;
        expectError(name, zipped, "gzip data is damaged");
    }

    @Test
    void wrongFilesAndFalseClaims() throws IOException {
        String name = "train-images-idx3-ubyte";
        expectError(name, idx(new byte[6], 6), "byte 0: expected 00000803", "found 00000801", "right file");
        expectError(name, idx(images(1), 1_000_000, 28, 28), "expected 784000000 elements", "the end at byte 22");
        expectError(name, idx(images(1), 2_000_000_000, 28, 28), "byte 8: dimension 2 is 28, more in all");
        expectError(name, idx(images(1), -1, 28, 28), "byte 4: dimension 1 is 4294967295");
        expectError(name, idx(images(5), 5, 2, 3), "expected 5 labels", "found 6");
    }

    @Test
    void labelsOutOfRange() throws IOException {
        expectError("t10k-labels-idx1-ubyte", idx(new byte[] {7, 10}, 2), "byte 9", "0 to 9, found 10");
    }

    /** Zeros shrink a thousandfold; no more of them is unzipped than the header promises. */
    @Test
    void gunzipStopsWhereTheHeaderEnds() throws IOException {
        byte[] bomb = new byte[40_000_000];
        System.arraycopy(idx(images(6), 6, 2, 3), 0, bomb, 0, 52);
        expectError("train-images-idx3-ubyte", gzip(bomb), "byte 52: expected the end");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        assertThatThrownBy(() -> MnistSource.folder(folder).load(PLAIN)).isInstanceOf(DataException.class)
                .hasMessageContaining("t10k-labels-idx1-ubyte.gz").hasMessageContaining("found neither");
        assertThatThrownBy(() -> MnistSource.folder(folder.resolve("none")).load(PLAIN))
                .isInstanceOf(DataException.class).hasMessageContaining("no folder of this name");
    }

    @Test
    void damagedFilesAreExplained() throws IOException {
        byte[][] good = {idx(images(6), 6, 2, 3), gzip(idx(images(6), 6, 2, 3))};
        Random random = new Random(20260102);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bad = good[round % 2].clone();
            if (random.nextBoolean()) bad = Arrays.copyOf(bad, random.nextInt(bad.length + 10));
            for (int i = 0; i < 2 && bad.length > 0; i++) {
                bad[random.nextInt(Math.min(40, bad.length))] = (byte) random.nextInt();
            }
            Files.write(folder.resolve("train-images-idx3-ubyte"), bad);
            try {
                assertThat(MnistSource.folder(folder).load(PLAIN).train().size()).isEqualTo(6);
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).contains("train-images-idx3-ubyte");
            }
        }
        assertThat(refused).isGreaterThan(250);
    }
}
