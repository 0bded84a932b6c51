package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpySourceTest {
    @TempDir
    Path folder;

    private Path write(String name, String dtype, String shape, byte[] data) throws IOException {
        return Files.write(folder.resolve(name), Written.npy(dtype, "False", shape, data));
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) bytes.putFloat(value);
        return bytes.array();
    }

    private NpySource source(int classes, int... input) {
        return NpySource.of(new NpySource.Pair(folder.resolve("x.npy"), folder.resolve("y.npy")), Optional.empty(), 0.2, input, classes);
    }

    @Test
    void wholeNumbersAreClasses() throws IOException {
        byte[] pixels = new byte[10 * 4];
        byte[] labels = new byte[10 * 8];
        for (int i = 0; i < 10; i++) {
            pixels[4 * i] = (byte) (25 * i);
            labels[8 * i] = (byte) (i % 3);
        }
        write("x.npy", "|u1", "(10, 2, 2)", pixels);
        write("y.npy", "<i8", "(10,)", labels);
        Dataset train = source(3, 1, 2, 2).training(99);
        Dataset test = source(3, 1, 2, 2).test();
        assertThat(train.size()).isEqualTo(8);
        assertThat(test.size()).isEqualTo(2);
        assertThat(train.shape()).containsExactly(1, 2, 2);
        int sum = 0;
        for (Dataset part : new Dataset[] {train, test}) {
            for (int s = 0; s < part.size(); s++) {
                int i = Math.round(255 * Written.sample(part, s)[0]) / 25;
                assertThat(part.labels()[s]).isEqualTo(i % 3);
                sum += i;
            }
        }
        assertThat(sum).isEqualTo(45);
        assertThat(source(3, 4).training(3).size()).isEqualTo(3);
    }

    @Test
    void floatsAreTargets() throws IOException {
        write("x.npy", "<f4", "(5, 2)", floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        write("y.npy", "<f4", "(5, 3)", floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
        NpySource.Pair all = new NpySource.Pair(folder.resolve("x.npy"), folder.resolve("y.npy"));
        Dataset test = NpySource.of(all, Optional.of(all), 0.2, new int[] {2}, 3).test();
        assertThat(test.targets()).isInstanceOf(Targets.Values.class);
        float[] target = new float[3];
        test.targets().write(4, target, 0, 3);
        assertThat(target).containsExactly(13, 14, 15);
        assertThat(Written.sample(test, 4)).containsExactly(9, 10);
    }

    private void expect(String... parts) {
        assertThatThrownBy(() -> source(3, 2).training(99)).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() throws IOException {
        write("x.npy", "<f4", "(3, 2)", floats(1, 2, 3, 4, Float.POSITIVE_INFINITY, 6));
        write("y.npy", "<i4", "(3,)", floats(0, 0, 0));
        expect("x.npy: element [2, 0]: expected a finite 32-bit number, found Infinity");
        write("y.npy", "<i4", "(2,)", floats(0, 0));
        expect("y.npy: expected 3 targets, one for each sample of", "found 2");
        write("y.npy", "|u1", "(3,)", new byte[] {0, 1, 3});
        expect("y.npy: element [2]: expected a label from 0 to 2, found 3");
        write("y.npy", "|i1", "(3,)", new byte[] {0, -1, 2});
        expect("y.npy: element [1]: expected a label from 0 to 2, found -1");
        write("y.npy", "|u1", "(3, 2)", new byte[6]);
        expect("y.npy: expected one label a sample, found 2 whole numbers");
        write("y.npy", "|O", "(3,)", new byte[24]);
        expect("y.npy: expected numbers, found Python objects (|O)");
        Files.write(folder.resolve("y.npy"), Written.npy("<f4", "True", "(3, 1)", new byte[12]));
        expect("y.npy: expected C order, found Fortran order", "ascontiguousarray");
        write("y.npy", "|u1", "()", new byte[1]);
        expect("y.npy: expected samples along the first axis");
        byte[] huge = Written.npy("<f4", "False", "(3,)", new byte[12]);
        huge[6] = 2;
        huge[10] = huge[11] = 0x7F;
        Files.write(folder.resolve("y.npy"), huge);
        expect("y.npy: byte 8: expected a header of at most 65536 bytes");
        Files.write(folder.resolve("y.npy"), Written.gzip(Written.npy("|u1", "False", "(3,)", new byte[3])));
        expect("y.npy: byte 0: expected \\x93NUMPY");
        Files.delete(folder.resolve("y.npy"));
        expect("y.npy: expected an .npy array, found no file of this name");
    }
}
