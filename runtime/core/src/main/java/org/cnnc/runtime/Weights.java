package org.cnnc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a network as one flat array: initialised, read from files, written to files. */
public final class Weights {
    /** Tensors that an error lists before it only counts the others. */
    private static final int LISTED = 8;

    private Weights() {}

    /**
     * Parameters as they are before training. A tensor's values depend on the seed, its name and its shape
     * only, not on the tensors around it.
     */
    public static float[] initialize(Signature signature, long seed) {
        float[] parameters = new float[signature.parameterFloats()];
        for (Parameter parameter : signature.parameters()) {
            long key = CounterRandom.derive(seed, hash(parameter.name()));
            parameter.initializer().fill(parameters, parameter.offset(), parameter.shape(), key);
        }
        return parameters;
    }

    /** Parameters of which only those are filled that follow from their shape. */
    static float[] constants(Signature signature) {
        float[] parameters = new float[signature.parameterFloats()];
        for (Parameter parameter : signature.parameters()) {
            if (!parameter.saved()) parameter.initializer().fill(parameters, parameter.offset(), parameter.shape(), 0);
        }
        return parameters;
    }

    /** FNV-1a on 64 bits (Fowler, Noll and Vo) of the name's UTF-8. */
    private static long hash(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        return hash;
    }

    /**
     * Reads a safetensors file.
     *
     * @throws WeightsException if the file is missing or damaged, or holds the weights of another model
     */
    public static float[] load(Signature signature, Path file) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return load(signature, reader);
        }
    }

    /**
     * Reads a safetensors file from a stream, such as a class-path resource's, and closes it.
     *
     * @param name the file's name, for errors
     * @throws WeightsException if the stream is null or damaged, or holds the weights of another model
     */
    public static float[] load(Signature signature, InputStream stream, String name) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(stream, name)) {
            return load(signature, reader);
        }
    }

    private static float[] load(Signature signature, SafetensorsReader reader) throws IOException {
        checkTensors(signature, reader);
        Map<String, Parameter> byName = new HashMap<>();
        for (Parameter parameter : signature.parameters()) byName.put(parameter.name(), parameter);
        float[] parameters = constants(signature);
        for (SafetensorsEntry entry : reader.header().entries()) {
            reader.read(entry, parameters, byName.get(entry.name()).offset());
        }
        reader.finish();
        return parameters;
    }

    private static void checkTensors(Signature signature, SafetensorsReader reader) throws WeightsException {
        Map<String, SafetensorsEntry> found = new HashMap<>();
        for (SafetensorsEntry entry : reader.header().entries()) found.put(entry.name(), entry);
        List<String> missing = new ArrayList<>();
        List<String> different = new ArrayList<>();
        for (Parameter parameter : signature.parameters()) {
            if (!parameter.saved()) continue;
            SafetensorsEntry entry = found.remove(parameter.name());
            if (entry == null) {
                missing.add(parameter.name() + " " + Arrays.toString(parameter.shape()));
            } else if (!entry.hasShape(parameter.shape())) {
                different.add(parameter.name() + " (expected " + Arrays.toString(parameter.shape()) + ", found "
                        + Arrays.toString(entry.shape()) + ")");
            } else if (!entry.isFloat32()) {
                different.add(parameter.name() + " (expected F32, found " + entry.dtype() + ")");
            }
        }
        if (missing.isEmpty() && different.isEmpty() && found.isEmpty()) return;
        List<String> unexpected = new ArrayList<>();
        for (SafetensorsEntry entry : reader.header().entries()) {
            if (found.containsKey(entry.name())) {
                unexpected.add(entry.name() + " " + Arrays.toString(entry.shape()));
            }
        }
        throw new WeightsException(WeightsException.Kind.MISFIT, reader.file(), "these are not the weights of " + signature.name()
                + list("missing", missing) + list("unexpected", unexpected) + list("different", different)
                + "\n  give the file that was saved for this model, with the parameters (--set) that it was trained"
                + " with");
    }

    private static String list(String title, List<String> tensors) {
        if (tensors.isEmpty()) return "";
        int listed = Math.min(LISTED, tensors.size());
        String rest = tensors.size() > listed ? " and " + (tensors.size() - listed) + " more" : "";
        return "\n  " + title + ": " + String.join(", ", tensors.subList(0, listed)) + rest;
    }

    /**
     * Writes a safetensors file, which appears under its name only when it is whole.
     *
     * @param parameters laid out as the signature says
     */
    public static void save(Signature signature, float[] parameters, Path file) throws IOException {
        checkLength(signature, parameters);
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        for (Parameter parameter : signature.parameters()) {
            if (!parameter.saved()) continue;
            tensors.add(new SafetensorsWriter.Tensor(
                    parameter.name(), parameter.shape(), parameters, parameter.offset()));
        }
        SafetensorsWriter.write(file, tensors, Map.of());
    }

    static void checkLength(Signature signature, float[] parameters) {
        if (parameters.length != signature.parameterFloats()) {
            throw new IllegalArgumentException("the parameters of " + signature.name() + ": expected "
                    + signature.parameterFloats() + " floats, found " + parameters.length);
        }
    }
}
