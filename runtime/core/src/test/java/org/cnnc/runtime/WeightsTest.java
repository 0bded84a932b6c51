package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    Path folder;

    private final Signature signature = LinearNetwork.signature(7, 3);

    @Test
    void whatIsSavedIsLoadedBitForBit() throws IOException {
        LinearNetwork network = LinearNetwork.initialize(300, 200, 1);
        network.parameters()[5] = Float.intBitsToFloat(0x7FC00123);
        network.parameters()[6] = -0f;
        Path file = folder.resolve("w.safetensors");
        network.save(file);
        network.save(file);
        float[] fromFile = Weights.load(network.signature(), file);
        float[] fromStream = Weights.load(network.signature(), Files.newInputStream(file), "resource");
        for (int i = 0; i < fromFile.length; i++) {
            int bits = Float.floatToRawIntBits(network.parameters()[i]);
            assertThat(Float.floatToRawIntBits(fromFile[i])).isEqualTo(bits);
            assertThat(Float.floatToRawIntBits(fromStream[i])).isEqualTo(bits);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void paddingBetweenTensorsIsNotWritten() throws IOException {
        Initializer zero = new Initializer.Constant(0);
        Signature padded = new Signature("P", List.of(), List.of(), List.of(
                new Parameter("a", new int[] {1}, 2, zero), new Parameter("b", new int[] {2, 1}, 16, zero)), 32);
        float[] parameters = new float[32];
        parameters[2] = 1;
        parameters[3] = 99;
        parameters[16] = 2;
        parameters[17] = 3;
        Path file = folder.resolve("w.safetensors");
        Weights.save(padded, parameters, file);
        parameters[3] = 0;
        assertThat(Weights.load(padded, file)).containsExactly(parameters);
    }

    /** The file of a model with a constant is that of one without. */
    @Test
    void constantsAreInNoFileAndComeBack() throws IOException {
        Initializer zero = new Initializer.Constant(0);
        Parameter weight = new Parameter("a", new int[] {2}, 0, zero);
        Parameter waves = new Parameter("waves", new int[] {2, 2}, 16, new Initializer.Sinusoidal());
        Signature with = new Signature("P", List.of(), List.of(), List.of(weight, waves), 32);
        Signature without = new Signature("P", List.of(), List.of(), List.of(weight), 16);
        float[] parameters = Weights.initialize(with, 1);
        parameters[0] = 5;
        Path file = folder.resolve("w.safetensors");
        Path other = folder.resolve("other.safetensors");
        Weights.save(with, parameters, file);
        Weights.save(without, Arrays.copyOf(parameters, 16), other);
        assertThat(file).hasSameBinaryContentAs(other);
        assertThat(Weights.load(with, file)).containsExactly(parameters);
        assertThat(parameters[19]).isEqualTo((float) Math.cos(1));
    }

    @Test
    void weightsOfAnotherModelListWhatDiffers() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Initializer zero = new Initializer.Constant(0);
        Weights.save(new Signature("Other", List.of(), List.of(), List.of(
                new Parameter("dense1.weight", new int[] {3, 8}, 0, zero),
                new Parameter("fc.bias", new int[] {3}, 24, zero)), 27), new float[27], file);
        assertThatThrownBy(() -> Weights.load(signature, file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file + ": these are not the weights of Linear")
                .hasMessageContaining("missing: dense1.bias [3]")
                .hasMessageContaining("unexpected: fc.bias [3]")
                .hasMessageContaining("different: dense1.weight (expected [3, 7], found [3, 8])")
                .hasMessageContaining("--set");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatThrownBy(() -> Weights.load(signature, folder.resolve("none")))
                .isInstanceOf(WeightsException.class).hasMessageContaining("no file of this name");
        assertThatThrownBy(() -> Weights.load(signature, folder))
                .isInstanceOf(WeightsException.class).hasMessageContaining("a folder");
        assertThatThrownBy(() -> Weights.load(signature, null, "resource"))
                .isInstanceOf(WeightsException.class).hasMessageContaining("found nothing");
    }

    @Test
    void aFailedSaveLeavesNothingAndKeepsWhatWasThere() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Files.writeString(file, "good");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
            throw new IOException("disk full");
        })).hasMessage("disk full");
        assertThat(file).hasContent("good");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Whatever happens to the bytes, the answer is an explanation or parameters of the right number. */
    @Test
    void damagedFilesAreExplained() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Weights.save(signature, Weights.initialize(signature, 1), file);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(20260101);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] bad = mutate(good, random);
            refused += refused(bad) ? 1 : 0;
            Files.write(file, bad);
            try {
                assertThat(Weights.load(signature, file)).hasSize(24);
            } catch (WeightsException e) {
                assertThat(e.getMessage()).startsWith(file.toString());
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private boolean refused(byte[] bytes) throws IOException {
        try {
            assertThat(Weights.load(signature, new ByteArrayInputStream(bytes), "stream")).hasSize(24);
            return false;
        } catch (WeightsException e) {
            assertThat(e.getMessage()).startsWith("stream: ");
            return true;
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bad = good.clone();
        int header = 8 + (good[0] & 0xFF);
        switch (random.nextInt(4)) {
            case 0:
                return Arrays.copyOf(good, random.nextInt(good.length + 20));
            case 1:
                bad[random.nextInt(8)] = (byte) random.nextInt();
                return bad;
            case 2:
                bad[8 + random.nextInt(header - 8)] = (byte) "0129{}[],:\"\\u -e.xF".charAt(random.nextInt(19));
                return bad;
            default:
                for (int i = 0; i < 3; i++) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                return bad;
        }
    }
}
