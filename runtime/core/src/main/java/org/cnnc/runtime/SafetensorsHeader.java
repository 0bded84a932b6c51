package org.cnnc.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file: JSON of {@code {name: {dtype, shape, data_offsets}}}, and under
 * {@code __metadata__} strings of the writer's own. The tensors fill the data without gap or overlap, which
 * the format demands.
 *
 * @param entries in the order of their data
 * @param metadata what stands under {@code __metadata__}
 */
public record SafetensorsHeader(List<SafetensorsEntry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** Bits of an element of each type of the format. */
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("BOOL", 8), Map.entry("U8", 8), Map.entry("I8", 8),
            Map.entry("F8_E4M3", 8), Map.entry("F8_E5M2", 8),
            Map.entry("U16", 16), Map.entry("I16", 16), Map.entry("F16", 16), Map.entry("BF16", 16),
            Map.entry("U32", 32), Map.entry("I32", 32), Map.entry("F32", 32),
            Map.entry("U64", 64), Map.entry("I64", 64), Map.entry("F64", 64));

    /** Bytes of data behind the header. */
    public long dataBytes() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /**
     * Reads and checks a header.
     *
     * @param file the file's name, for errors
     */
    static SafetensorsHeader parse(String file, byte[] utf8) throws WeightsException {
        Object json;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            json = JsonReader.parse(text);
        } catch (CharacterCodingException e) {
            throw new WeightsException(file, "damaged safetensors header: it is not UTF-8", e);
        } catch (JsonReader.SyntaxException e) {
            throw new WeightsException(file, "damaged safetensors header: " + e.getMessage(), e);
        }
        if (!(json instanceof Map)) {
            throw new WeightsException(file, "damaged safetensors header: expected a JSON object");
        }
        List<SafetensorsEntry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : ((Map<?, ?>) json).entrySet()) {
            String name = (String) member.getKey();
            if (name.equals(METADATA)) {
                metadata.putAll(metadata(file, member.getValue()));
            } else {
                entries.add(entry(file, name, member.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        checkSeamless(file, entries);
        return new SafetensorsHeader(List.copyOf(entries), metadata);
    }

    private static Map<String, String> metadata(String file, Object json) throws WeightsException {
        if (!(json instanceof Map)) throw bad(file, METADATA, "an object of strings", json);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : ((Map<?, ?>) json).entrySet()) {
            if (!(member.getValue() instanceof String)) {
                throw bad(file, METADATA + "." + member.getKey(), "a string", member.getValue());
            }
            metadata.put((String) member.getKey(), (String) member.getValue());
        }
        return metadata;
    }

    private static SafetensorsEntry entry(String file, String name, Object json) throws WeightsException {
        if (!(json instanceof Map) || !((Map<?, ?>) json).keySet().equals(
                Set.of("dtype", "shape", "data_offsets"))) {
            throw bad(file, name, "an object of dtype, shape and data_offsets", json);
        }
        Map<?, ?> members = (Map<?, ?>) json;
        Integer bits = members.get("dtype") instanceof String ? BITS.get(members.get("dtype")) : null;
        if (bits == null) throw bad(file, name + ": dtype", "a type of the format, such as F32", members.get("dtype"));
        long[] shape = counts(file, name + ": shape", members.get("shape"));
        long[] offsets = counts(file, name + ": data_offsets", members.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw bad(file, name + ": data_offsets", "[begin, end]", members.get("data_offsets"));
        }
        long bytes = bytes(file, name, shape, bits);
        if (bytes != offsets[1] - offsets[0]) {
            throw bad(file, name + ": data_offsets", bytes + " bytes for " + members.get("dtype") + " "
                    + members.get("shape"), offsets[1] - offsets[0]);
        }
        return new SafetensorsEntry(name, (String) members.get("dtype"), shape, offsets[0], offsets[1]);
    }

    private static long bytes(String file, String name, long[] shape, int bits) throws WeightsException {
        try {
            long bytes = bits / Byte.SIZE;
            for (long extent : shape) bytes = Math.multiplyExact(bytes, extent);
            return bytes;
        } catch (ArithmeticException e) {
            throw new WeightsException(file, "damaged safetensors header: tensor " + name + ": shape: "
                    + "the product of its extents is over 2^63", e);
        }
    }

    private static long[] counts(String file, String place, Object json) throws WeightsException {
        if (!(json instanceof List)) throw bad(file, place, "a list of whole numbers", json);
        List<?> list = (List<?>) json;
        long[] counts = new long[list.size()];
        for (int i = 0; i < counts.length; i++) {
            if (!(list.get(i) instanceof Long) || (Long) list.get(i) < 0) {
                throw bad(file, place, "whole numbers, 0 or more", list.get(i));
            }
            counts[i] = (Long) list.get(i);
        }
        return counts;
    }

    private static void checkSeamless(String file, List<SafetensorsEntry> entries) throws WeightsException {
        long end = 0;
        for (SafetensorsEntry entry : entries) {
            if (entry.begin() != end) {
                throw bad(file, entry.name() + ": data_offsets", "a begin of " + end
                        + ", where the tensor before ends", entry.begin());
            }
            end = entry.end();
        }
    }

    private static WeightsException bad(String file, String place, String expected, Object found) {
        return new WeightsException(file, "damaged safetensors header: tensor " + place + ": expected "
                + expected + ", found " + found);
    }
}
