package org.cnnc.compiler.data;

import java.util.List;
import java.util.Optional;

/** The registry of the language's data sources. */
public final class DataSources {
    private static final List<DataSource> SOURCES = List.of(
            Mnist.SOURCE,
            FashionMnist.SOURCE,
            Cifar10.SOURCE,
            Idx.SOURCE,
            Images.SOURCE,
            Npy.SOURCE,
            Csv.SOURCE,
            Synthetic.SOURCE);

    private DataSources() {}

    public static Optional<DataSource> find(String name) {
        return SOURCES.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /** Whether the files of a source may hold validation samples of their own, which only reading them tells. */
    public static boolean mayHoldValidation(String name) {
        return name.equals(Images.SOURCE.name());
    }

    /** All data sources, in the order of the reference page. */
    public static List<DataSource> all() {
        return SOURCES;
    }
}
