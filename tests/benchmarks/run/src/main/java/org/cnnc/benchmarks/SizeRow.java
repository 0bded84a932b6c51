package org.cnnc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.measure.Spread;

/** What has to be deployed to run LeNet-5, without its weights. */
record SizeRow(String name, String title, Bound target) implements Row {
    private static final double MEGABYTE = 1e6;

    @Override
    public List<Entry> measure(Bench bench) throws IOException {
        Path network = bench.zoo("lenet5").jar();
        Path runtime = ClassPaths.jar(ClassPaths.of("fork"), "cnnc-runtime");
        List<Entry> entries = new ArrayList<>();
        entries.add(size(Sides.CNNC, Files.size(network) + Files.size(runtime))
                .aimedAt(target)
                .remarked("runtime " + Files.size(runtime) + " bytes, LeNet-5 for four targets " + Files.size(network)));
        entries.add(size(Sides.ONNX_RUNTIME, library("onnxruntime")));
        entries.add(size(Sides.PYTORCH, library("pytorch")));
        entries.add(size(Sides.DJL, library("djl")));
        entries.add(size(Sides.DL4J, library("dl4j")));
        return entries;
    }

    /** The jars of a peer, without this project's. */
    private static long library(String module) {
        return ClassPaths.bytes(ClassPaths.of(module).stream()
                .filter(path -> !path.toString().contains("cnnc"))
                .filter(path -> !path.toString().matches(".*/(antlr4|asm|jackson|snakeyaml).*"))
                .toList());
    }

    private Entry size(String side, long bytes) {
        return Entry.of(title, side, "MB", Spread.of(bytes / MEGABYTE));
    }
}
