package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of runs that nobody named: {@code runs/LeNet5-1}, {@code runs/LeNet5-2}, … */
final class RunFolders {
    private final Path parent;
    private final String model;

    RunFolders(Path parent, String model) {
        this.parent = parent;
        this.model = model;
    }

    /** Makes the next one; two callers at once get one each. */
    Path fresh() throws IOException {
        Files.createDirectories(parent);
        int number = last();
        while (true) {
            number++;
            try {
                return Files.createDirectory(folder(number));
            } catch (FileAlreadyExistsException e) {
                // Another run took the number in between; the next one is tried.
                continue;
            }
        }
    }

    /** @throws Failure if there is none */
    Path latest() throws IOException {
        int number = last();
        if (number == 0) {
            throw Failure.usage("there is no run of " + model + " in " + parent
                    + " to resume; name its folder by --out, or leave out --resume to start one");
        }
        return folder(number);
    }

    private Path folder(int number) {
        return parent.resolve(model + "-" + number);
    }

    /** The highest number in use; 0 if none is. */
    private int last() throws IOException {
        if (!Files.isDirectory(parent)) return 0;
        int last = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                String number = name.startsWith(model + "-") ? name.substring(model.length() + 1) : "";
                if (number.matches("[1-9]\\d{0,8}")) last = Math.max(last, Integer.parseInt(number));
            }
        }
        return last;
    }
}
