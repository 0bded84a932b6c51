package org.cnnc.train.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;

/** MNIST as the cnnc-mnist jar holds it: its four IDX files, gzipped. */
public final class MnistSource implements Source {
    private static final String RESOURCES = "/org/cnnc/data/mnist/";
    private static final int CLASSES = 10;
    private static final int[] INPUT = {1, 28, 28};

    private MnistSource() {}

    /** What the class path has. */
    public static MnistSource embedded() {
        return new MnistSource();
    }

    /** A folder with the four files, of ten classes. */
    public static IdxSource folder(Path folder) {
        return IdxSource.of(folder, INPUT, CLASSES);
    }

    @Override
    public Dataset training(int limit) throws IOException {
        Dataset all = part("train");
        return all.size() <= limit ? all : all.select(Draw.first(limit));
    }

    @Override
    public Dataset test() throws IOException {
        return part("t10k");
    }

    private static Dataset part(String part) throws IOException {
        return IdxSource.dataset(read(part + "-images-idx3-ubyte.gz", 3), read(part + "-labels-idx1-ubyte.gz", 1), INPUT, CLASSES);
    }

    private static IdxFile read(String name, int dimensions) throws IOException {
        try (InputStream in = MnistSource.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new DataException(DataException.Kind.MISSING, "MNIST: " + RESOURCES + name + " is not on the class path; add the jar"
                        + " org.cnnc:cnnc-mnist, or name a folder with the four files");
            }
            return IdxFile.read(ByteReader.of("MNIST " + name, in), IdxType.UBYTE, dimensions);
        }
    }
}
