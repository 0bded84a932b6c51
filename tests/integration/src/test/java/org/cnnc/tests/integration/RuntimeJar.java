package org.cnnc.tests.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cnnc.runtime.Network;

/** The runtime core as it is deployed. */
final class RuntimeJar {
    private RuntimeJar() {}

    /** The jar on the class path; packed from the folder of classes where Maven has not come to packaging. */
    static Path in(Path folder) throws Exception {
        Path place = Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(place)) return place;
        Path jar = folder.resolve("cnnc-runtime.jar");
        try (Stream<Path> tree = Files.walk(place); OutputStream out = Files.newOutputStream(jar)) {
            pack(place, tree.filter(Files::isRegularFile).sorted().toList(), out);
        }
        return jar;
    }

    private static void pack(Path root, List<Path> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Path file : files) {
            zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
