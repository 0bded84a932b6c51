package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.cnnc.train.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the bytes that numpy.save of NumPy 2.4 writes. */
class NpyFileTest {
    @TempDir
    Path folder;

    private static byte[] numpy(String dtype, String shape, String data) {
        String dict = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + shape + ", }";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(HexFormat.of().parseHex("934e554d50590100" + "7600"));
        file.writeBytes((dict + " ".repeat(117 - dict.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(HexFormat.of().parseHex(data));
        return file.toByteArray();
    }

    @Test
    void float32IsWrittenAsNumpyWritesIt() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, new int[] {2, 3}, new float[] {0.5f, -1, 2, 3, 4, 5});
        byte[] expected = numpy("<f4", "(2, 3)", "0000003f000080bf0000004000004040000080400000a040");
        assertThat(Files.readAllBytes(file)).containsExactly(expected);
        NpyFile.write(file, new int[] {1}, new float[] {1});
        assertThat(Files.readAllBytes(file)).containsExactly(numpy("<f4", "(1,)", "0000803f"));
    }

    @Test
    void whatNumpyWritesIsRead() throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, numpy("<f8", "(1,)", "000000000000f83f"));
        assertThat(NpyFile.read(file).data()).containsExactly(1.5f);
        Files.write(file, numpy("|u1", "()", "ff"));
        NpyFile scalar = NpyFile.read(file);
        assertThat(scalar.data()).containsExactly(255);
        assertThat(scalar.shape()).isEmpty();
        assertThat(scalar.dtype()).isEqualTo("|u1");
        Files.write(file, numpy("<f4", "(2, 0)", ""));
        assertThat(NpyFile.read(file).shape()).containsExactly(2, 0);
    }

    @Test
    void largeArraysComeBack() throws IOException {
        float[] data = new float[300 * 301];
        for (int i = 0; i < data.length; i++) data[i] = i * 0.25f;
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, new int[] {300, 301}, data);
        assertThat(NpyFile.read(file).data()).containsExactly(data);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "<c8; (1,); 0000000000000000; found <c8",
        "<f4; (3,); 0000803f0000c07f00000000; element [1]: expected a finite 32-bit number, found NaN",
        "<f8; (1, 2); 0000000000000000000000000000f07f; element [0, 1]: expected a finite 32-bit number, found Infinity",
        "<f8; (1,); 9c7500883ce4377e; element [0]: expected a finite 32-bit number, found 1.0E300",
        ">f4; (1,); 00000000; found >f4",
        "<f4; (2,); 00000000; expected 8 bytes of data for [2] of <f4, found 4",
        "<f4; (1,); 0000000000; found 5",
        "<f4; (99999, 99999); 00; expected 39999200004 bytes of data",
        "<f4; (999999999, 999999999); 00; has more elements than are read",
        "<f4; (9999999999,); 00; below 2^31",
        "<f4; (-1,); 00; expected {'descr'",
        "|O; (1,); 00; found Python objects (|O)"
    })
    void whatIsNotReadIsExplained(String dtype, String shape, String data, String message) throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, numpy(dtype, shape, data));
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContaining(message);
    }

    @Test
    void otherFilesAreExplained() throws IOException {
        Path file = folder.resolve("a.npy");
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(DataException.class)
                .hasMessageContaining("no file of this name");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(DataException.class)
                .hasMessageContaining("found the end at byte 3");
        byte[] fortran = new String(numpy("<f4", "(1,)", "00000000"), StandardCharsets.ISO_8859_1)
                .replace("False", "True").replace("}", "} ").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, fortran);
        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(DataException.class)
                .hasMessageContaining("found Fortran order").hasMessageContaining("ascontiguousarray");
    }

    @Test
    void damagedFilesAreExplained() throws IOException {
        byte[] good = numpy("<f4", "(2, 3)", "0000003f000080bf0000004000004040000080400000a040");
        Random random = new Random(20260104);
        Path file = folder.resolve("a.npy");
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 9)) : good.clone();
            for (int i = 0; i < 2 && bad.length > 0; i++) {
                bad[random.nextInt(Math.min(70, bad.length))] = (byte) random.nextInt();
            }
            Files.write(file, bad);
            try {
                assertThat(NpyFile.read(file).data().length).isLessThan(30);
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file.toString());
            }
        }
        assertThat(refused).isGreaterThan(300);
    }
}
