package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format as its authors publish it: 8 bytes of length, JSON, data; all little-endian. */
class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void everyByteOfASmallFile() throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafetensorsWriter.write(file, List.of(
                new SafetensorsWriter.Tensor("a", new int[] {2, 1}, new float[] {9, 1, -2}, 1),
                new SafetensorsWriter.Tensor("b", new int[] {}, new float[] {0.5f}, 0)), Map.of());
        String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
        assertThat(json).hasSize(109);
        byte[] header = (json + " ".repeat(3)).getBytes(StandardCharsets.UTF_8);
        byte[] expected = bytes(new byte[] {112, 0, 0, 0, 0, 0, 0, 0}, header,
                HexFormat.of().parseHex("0000803f000000c00000003f"));
        assertThat(Files.readAllBytes(file)).containsExactly(expected);
    }

    @Test
    void metadataAndNamesOfAnyKindComeBack() throws IOException {
        Path file = folder.resolve("w.safetensors");
        String odd = "q\"b\\s\u0001 é 日本 \uD83D\uDE00";
        SafetensorsWriter.write(file,
                List.of(new SafetensorsWriter.Tensor(odd, new int[] {0}, new float[0], 0)), Map.of(odd, odd));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.header().metadata()).containsExactly(Map.entry(odd, odd));
            assertThat(reader.header().entries().get(0).name()).isEqualTo(odd);
        }
    }

    /** Other writers order names otherwise, use spaces and escapes, and store other types. */
    @Test
    void filesOfOtherWriters() throws IOException {
        byte[] file = file("{ \"\\u0062\" : {\"shape\":[1], \"data_offsets\":[8,12], \"dtype\":\"F32\"},\n"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]} }  ",
                "0100000000000000" + "0000803f");
        try (SafetensorsReader reader = SafetensorsReader.open(new ByteArrayInputStream(file), "f")) {
            assertThat(reader.header().entries()).extracting(SafetensorsEntry::name).containsExactly("n", "b");
            assertThatThrownBy(() -> reader.read(reader.header().entries().get(1), new float[1], 0))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> reader.read(reader.header().entries().get(0), new float[1], 0))
                    .isInstanceOf(WeightsException.class).hasMessageContaining("expected F32, found I64");
        }
    }

    static List<List<String>> hostile() {
        String f32 = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":";
        return List.of(
                List.of("{\"a\":" + f32 + "[0,4]},\"a\":" + f32 + "[4,8]}}", "stands twice"),
                List.of("{\"a\":" + f32 + "[0,4]},\"b\":" + f32 + "[0,4]}}", "a begin of 4"),
                List.of("{\"a\":" + f32 + "[4,8]}}", "a begin of 0"),
                List.of("{\"a\":" + f32 + "[0,8]}}", "4 bytes for F32 [1], found 8"),
                List.of("{\"a\":" + f32 + "[4,0]}}", "[begin, end]"),
                List.of("{\"a\":" + f32 + "[0]}}", "[begin, end]"),
                List.of("{\"a\":" + f32 + "[-4,0]}}", "0 or more"),
                List.of("{\"a\":" + f32 + "[0,4.0]}}", "whole numbers"),
                List.of("{\"a\":" + f32 + "[0,99999999999999999999]}}", "over 64 bits"),
                List.of("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}", "2^63"),
                List.of("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", "found F33"),
                List.of("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "dtype, shape and data_offsets"),
                List.of("{\"__metadata__\":{\"k\":1}}", "a string, found 1"),
                List.of("[]", "a JSON object"),
                List.of("{\"a\":null}", "found null"),
                List.of("{} x", "expected the end, found 'x'"),
                List.of("{\"a\":}", "expected a value"),
                List.of("{\"a\":01}", "expected '}'"),
                List.of("{\"a\":\"\\x\"}", "an escape"),
                List.of("{\"a\":" + "[".repeat(100_000), "nested deeper"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileHeadersAreExplained(List<String> headerAndMessage) {
        byte[] file = file(headerAndMessage.get(0), "00000000");
        assertThatThrownBy(() -> SafetensorsReader.open(new ByteArrayInputStream(file), "evil"))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("evil: ").hasMessageContaining(headerAndMessage.get(1));
    }

    @Test
    void falseLengths() throws IOException {
        Path file = folder.resolve("w");
        Files.write(file, bytes(HexFormat.of().parseHex("00e1f50500000000"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> SafetensorsReader.open(file)).isInstanceOf(WeightsException.class)
                .hasMessageContaining("its header should have 100000000 bytes, the whole file has 10");
        assertThatThrownBy(() -> SafetensorsReader.open(Files.newInputStream(file), "s"))
                .isInstanceOf(WeightsException.class).hasMessageContaining("ends within the header");
        Files.write(file, HexFormat.of().parseHex("ffffffffffffffff00"));
        assertThatThrownBy(() -> SafetensorsReader.open(file)).isInstanceOf(WeightsException.class)
                .hasMessageContaining("found 18446744073709551615");
        Files.write(file, new byte[3]);
        assertThatThrownBy(() -> SafetensorsReader.open(file)).isInstanceOf(WeightsException.class)
                .hasMessageContaining("ends within the length");
    }

    private static byte[] file(String json, String data) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        int n = header.length;
        return bytes(new byte[] {(byte) n, (byte) (n >> 8), (byte) (n >> 16), 0, 0, 0, 0, 0}, header,
                HexFormat.of().parseHex(data));
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
