package org.cnnc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a small model, {@code stripes.cnn}, and data for it in {@code data}: 4 x 4 images with one
 * bright row, whose number is the class; 48 for training and 12 for testing.
 */
final class Project {
    static final String MODEL = """
            model Stripes(width = 8) {
                input image: 1 x 4 x 4
                flatten
                hidden: dense width, relu
                dense 4
                softmax
            }
            train Stripes {
                data      idx("data", validation = 8)
                optimizer sgd(lr = 0.5)
                batch     8
                epochs    3
            }
            """;

    private static final int SIDE = 4;
    private static final int UNSIGNED_BYTES = 0x08;

    private final Path folder;

    private Project(Path folder) {
        this.folder = folder;
    }

    static Project in(Path folder) throws IOException {
        Project project = new Project(folder);
        Files.writeString(project.model(), MODEL);
        Files.createDirectories(project.data());
        project.split("train", 48);
        project.split("t10k", 12);
        return project;
    }

    Path model() {
        return folder.resolve("stripes.cnn");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path run() {
        return folder.resolve("run");
    }

    Path weights() {
        return run().resolve("weights.safetensors");
    }

    /** Trains into {@link #run}. */
    CommandRun train(String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "train";
        arguments[1] = model().toString();
        arguments[2] = "--out";
        arguments[3] = run().toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    private void split(String part, int count) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
        images.putInt(UNSIGNED_BYTES << 8 | 3).putInt(count).putInt(SIDE).putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(UNSIGNED_BYTES << 8 | 1).putInt(count);
        for (int i = 0; i < count; i++) {
            int row = i % SIDE;
            labels.put((byte) row);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                images.put((byte) (pixel / SIDE == row ? 200 + i : i));
            }
        }
        Files.write(data().resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(data().resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
