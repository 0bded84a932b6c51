package org.cnnc.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.SafetensorsEntry;
import org.cnnc.runtime.SafetensorsReader;
import org.cnnc.runtime.SafetensorsWriter;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.WeightsException;
import org.cnnc.train.schedule.Plateau;

/**
 * All that a run needs to go on after an epoch as if it had not stopped. As a file it is a safetensors
 * file: {@code parameters/NAME}, {@code best/NAME} and {@code state.N/NAME} for each parameter tensor, the
 * numbers in its metadata.
 *
 * @param progress the numbers
 * @param parameters flat, as the signature lays them out
 * @param best the best parameters so far, likewise
 * @param state the optimizer's arrays, one behind the other
 */
record Checkpoint(Progress progress, float[] parameters, float[] best, float[] state) {
    /**
     * @param epoch epochs completed
     * @param steps steps of the optimizer
     * @param best what the best parameters achieved
     * @param firstLoss of the first batch; NaN before it
     * @param plateau what the schedule {@code plateau} remembers
     * @param seed of the run
     * @param batch samples of a step
     */
    record Progress(
            int epoch, long steps, Best.Score best, double firstLoss, Plateau.State plateau, long seed, int batch) {}

    private static final String FORMAT = "cnnc-checkpoint-2";
    private static final String PARAMETERS = "parameters/";
    private static final String BEST = "best/";

    /** Writes the file; one that was there is replaced when the new one is whole. */
    void write(Signature signature, Path file) throws IOException {
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        for (Parameter p : signature.parameters()) {
            tensors.add(new SafetensorsWriter.Tensor(PARAMETERS + p.name(), p.shape(), parameters, p.offset()));
            tensors.add(new SafetensorsWriter.Tensor(BEST + p.name(), p.shape(), best, p.offset()));
            for (int slot = 0; slot < slots(signature, state); slot++) {
                tensors.add(new SafetensorsWriter.Tensor(
                        stateName(slot, p), p.shape(), state, slot * signature.parameterFloats() + p.offset()));
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("model", signature.name());
        metadata.put("epoch", Integer.toString(progress.epoch()));
        metadata.put("steps", Long.toString(progress.steps()));
        metadata.put("best_epoch", Integer.toString(progress.best().epoch()));
        metadata.put("best_accuracy", Double.toString(progress.best().accuracy()));
        metadata.put("best_loss", Double.toString(progress.best().loss()));
        metadata.put("first_loss", Double.toString(progress.firstLoss()));
        metadata.put("plateau_best", Double.toString(progress.plateau().best()));
        metadata.put("plateau_waited", Integer.toString(progress.plateau().waited()));
        metadata.put("plateau_reductions", Integer.toString(progress.plateau().reductions()));
        metadata.put("seed", Long.toString(progress.seed()));
        metadata.put("batch", Integer.toString(progress.batch()));
        SafetensorsWriter.write(file, tensors, metadata);
    }

    private static int slots(Signature signature, float[] state) {
        return signature.parameterFloats() == 0 ? 0 : state.length / signature.parameterFloats();
    }

    private static String stateName(int slot, Parameter parameter) {
        return "state." + slot + "/" + parameter.name();
    }

    /**
     * Reads a file.
     *
     * @param stateFloats length of the optimizer's state
     * @throws WeightsException if it is damaged or belongs to another model or optimizer
     */
    static Checkpoint read(Signature signature, int stateFloats, Path file) throws IOException {
        float[] parameters = new float[signature.parameterFloats()];
        float[] best = new float[signature.parameterFloats()];
        float[] state = new float[stateFloats];
        Map<String, Place> places = new HashMap<>();
        for (Parameter p : signature.parameters()) {
            places.put(PARAMETERS + p.name(), new Place(p, parameters, p.offset()));
            places.put(BEST + p.name(), new Place(p, best, p.offset()));
            for (int slot = 0; slot < slots(signature, state); slot++) {
                places.put(stateName(slot, p), new Place(p, state, slot * signature.parameterFloats() + p.offset()));
            }
        }
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            Progress progress = progress(file, reader.header().metadata());
            for (SafetensorsEntry entry : reader.header().entries()) {
                Place place = places.remove(entry.name());
                if (place == null || !entry.hasShape(place.parameter().shape())) {
                    throw foreign(signature, file, "tensor " + entry.name() + " does not fit");
                }
                reader.read(entry, place.array(), place.offset());
            }
            reader.finish();
            if (!places.isEmpty()) {
                throw foreign(signature, file, "tensor " + places.keySet().stream().sorted().findFirst().orElseThrow()
                        + " is missing");
            }
            return new Checkpoint(progress, parameters, best, state);
        }
    }

    private record Place(Parameter parameter, float[] array, int offset) {}

    private static WeightsException foreign(Signature signature, Path file, String why) {
        return new WeightsException(WeightsException.Kind.MISFIT, file, "not a checkpoint of " + signature.name() + " with this optimizer: "
                + why + "; resume with the model file and the settings (--set) of the run that wrote it");
    }

    private static Progress progress(Path file, Map<String, String> metadata) throws WeightsException {
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new WeightsException(file, "not a checkpoint: expected the format " + FORMAT + ", found "
                    + metadata.get("format"));
        }
        try {
            return new Progress(
                    integer(metadata, "epoch"), Long.parseLong(text(metadata, "steps")),
                    new Best.Score(
                            integer(metadata, "best_epoch"), number(metadata, "best_accuracy"),
                            number(metadata, "best_loss")),
                    number(metadata, "first_loss"),
                    new Plateau.State(
                            number(metadata, "plateau_best"), integer(metadata, "plateau_waited"),
                            integer(metadata, "plateau_reductions")),
                    Long.parseLong(text(metadata, "seed")), integer(metadata, "batch"));
        } catch (NumberFormatException e) {
            throw new WeightsException(file, "damaged checkpoint: its metadata: " + e.getMessage(), e);
        }
    }

    private static int integer(Map<String, String> metadata, String key) {
        return Integer.parseInt(text(metadata, key));
    }

    private static double number(Map<String, String> metadata, String key) {
        return Double.parseDouble(text(metadata, key));
    }

    private static String text(Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) throw new NumberFormatException(key + " is missing");
        return text;
    }
}
