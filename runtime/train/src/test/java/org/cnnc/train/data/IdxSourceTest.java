package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
    private static final int[] IMAGE = {1, 2, 3};

    @TempDir
    Path folder;

    private void part(String part, String images, byte[] content, byte... labels) throws IOException {
        Files.write(folder.resolve(part + "-images-" + images), content);
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), Written.idx(0x08, labels, labels.length));
    }

    @Test
    void ranksBecomeTheInputsShape() throws IOException {
        part("train", "idx4-ubyte", Written.idx(0x08, new byte[2 * 12], 2, 3, 2, 2), (byte) 0, (byte) 1);
        assertThat(IdxSource.of(folder, new int[] {3, 2, 2}, 2).training(9).shape()).containsExactly(3, 2, 2);
        Files.delete(folder.resolve("train-images-idx4-ubyte"));
        part("train", "idx2-ubyte", Written.idx(0x08, new byte[2 * 5], 2, 5), (byte) 0, (byte) 1);
        assertThat(IdxSource.of(folder, new int[] {5}, 2).training(9).shape()).containsExactly(5);
        assertThat(IdxSource.of(folder, new int[] {1, 5}, 2).training(9).shape()).containsExactly(1, 5);
        Files.delete(folder.resolve("train-images-idx2-ubyte"));
        part("train", "idx3-ubyte", Written.idx(0x08, new byte[2 * 6], 2, 2, 3), (byte) 0, (byte) 1);
        assertThat(IdxSource.of(folder, IMAGE, 2).training(9).shape()).containsExactly(1, 2, 3);
        assertThat(IdxSource.of(folder, new int[] {2, 3}, 2).training(9).shape()).containsExactly(2, 3);
        assertThat(IdxSource.of(folder, new int[] {6}, 2).training(9).shape()).containsExactly(1, 2, 3);
        assertThat(IdxSource.of(folder, IMAGE, 2).training(1).labels()).containsExactly(0);
    }

    @Test
    void otherNumbersStayAsTheyAre() throws IOException {
        byte[] floats = ByteBuffer.allocate(24).putFloat(-1.5f).putFloat(0).putFloat(3).putFloat(1e9f).putFloat(5).putFloat(6).array();
        part("t10k", "idx3-float", Written.idx(0x0D, floats, 1, 2, 3), (byte) 1);
        assertThat(Written.sample(IdxSource.of(folder, IMAGE, 2).test(), 0)).containsExactly(-1.5f, 0, 3, 1e9f, 5, 6);
        Files.delete(folder.resolve("t10k-images-idx3-float"));
        byte[] shorts = ByteBuffer.allocate(12).putShort((short) -2).putShort((short) 300).array();
        part("t10k", "idx3-short", Written.idx(0x0B, shorts, 1, 2, 3), (byte) 1);
        Dataset data = IdxSource.of(folder, IMAGE, 2).test();
        assertThat(Written.sample(data, 0)).containsExactly(-2, 300, 0, 0, 0, 0);
    }

    private void expect(String... parts) {
        assertThatThrownBy(() -> IdxSource.of(folder, IMAGE, 2).training(9)).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() throws IOException {
        byte[] nan = ByteBuffer.allocate(24).putFloat(1).putFloat(Float.NaN).array();
        part("train", "idx3-float", Written.idx(0x0D, nan, 1, 2, 3), (byte) 0);
        expect("train-images-idx3-float: byte 20: expected a finite 32-bit number, found NaN");
        part("train", "idx3-ubyte", Written.idx(0x08, new byte[6], 1, 2, 3), (byte) 0);
        expect(folder.toString(), "expected one file of train-images", "idx3-float", "idx3-ubyte");
        Files.delete(folder.resolve("train-images-idx3-float"));
        part("train", "idx3-ubyte", Written.idx(0x08, new byte[6], 1, 2, 3), (byte) 2);
        expect("train-labels-idx1-ubyte: byte 8: expected a label from 0 to 1, found 2");
        part("train", "idx3-ubyte", Written.idx(0x0D, new byte[24], 1, 2, 3), (byte) 0);
        expect("byte 0: expected 00000803 (IDX, unsigned bytes, dimensions: 3), found 00000d03");
        part("train", "idx3-ubyte", Written.idx(0x08, new byte[0], 0, 2, 3));
        expect("byte 4: dimension 1 is 0, so that there are no elements");
        part("train", "idx3-ubyte", Written.idx(0x08, new byte[1], 1, 60_000, 60_000), (byte) 0);
        expect("byte 12: dimension 3 is 60000, more in all");
    }

    @Test
    void missingFashionMnistSaysHowToGetIt() {
        assertThatThrownBy(() -> FashionMnist.folder(folder.resolve("none")).training(9)).isInstanceOf(DataException.class)
                .hasMessageContaining("no folder of this name").hasMessageContaining("apt-get install dataset-fashion-mnist");
    }
}
