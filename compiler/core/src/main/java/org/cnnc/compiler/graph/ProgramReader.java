package org.cnnc.compiler.graph;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.parse.TrainDecl;
import org.cnnc.compiler.source.Sources;
import org.cnnc.compiler.source.Span;

/** Gathers a file's declarations and the blocks of its imports, and checks that names are declared once. */
public final class ProgramReader {
    /** Imports in a row, each of which is read while the one before waits for it. */
    private static final int MAX_IMPORTS = 200;

    private final Sources sources;
    private final Diagnostics diagnostics;
    private final List<ModelDecl> models = new ArrayList<>();
    private final Map<String, BlockDecl> blocks = new LinkedHashMap<>();
    private final Map<String, TrainDecl> trainings = new LinkedHashMap<>();
    private final Map<String, Span> declared = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<ImportDecl> unread = new ArrayList<>();
    private final Map<Path, Set<String>> brought = new HashMap<>();
    private final Map<ImportDecl, Set<String>> imported = new LinkedHashMap<>();

    private ProgramReader(Sources sources, Diagnostics diagnostics) {
        this.sources = sources;
        this.diagnostics = diagnostics;
    }

    /** As {@link #read(SourceFile, Sources, Set, Diagnostics)}, imported files being on the disk. */
    public static Program read(SourceFile file, Set<String> reserved, Diagnostics diagnostics) {
        return read(file, Sources.disk(), reserved, diagnostics);
    }

    /**
     * @param sources where imported files come from
     * @param reserved names that declarations cannot have: the registry's layers
     */
    public static Program read(SourceFile file, Sources sources, Set<String> reserved, Diagnostics diagnostics) {
        ProgramReader reader = new ProgramReader(sources, diagnostics);
        reader.add(file, reserved, List.of(path(file.source().name(), Path.of("")).orElse(Path.of(""))), true);
        reader.checkTrainings();
        return new Program(List.copyOf(reader.models), reader.blocks, reader.trainings, reader.broken, List.copyOf(reader.unread), reader.imported);
    }

    /** @return the blocks that the file declares, and those that it imports */
    private Set<String> add(SourceFile file, Set<String> reserved, List<Path> chain, boolean main) {
        Set<String> names = new HashSet<>(file.broken());
        broken.addAll(file.broken());
        for (Declaration declaration : file.declarations()) {
            switch (declaration) {
                case ImportDecl declared -> {
                    Set<String> blocksOfImport = follow(declared, reserved, chain);
                    names.addAll(blocksOfImport);
                    if (main) imported.put(declared, blocksOfImport);
                }
                case BlockDecl block -> {
                    names.add(block.name().text());
                    if (claim(block.name(), reserved)) blocks.put(block.name().text(), block);
                }
                case ModelDecl model -> {
                    if (main && claim(model.name(), reserved)) models.add(model);
                }
                case TrainDecl train -> {
                    if (main) training(train);
                }
            }
        }
        return names;
    }

    private boolean claim(Identifier name, Set<String> reserved) {
        if (reserved.contains(name.text())) {
            diagnostics.add(Diagnostic.error(Code.CNN1013, name.span(), "`" + name + "` is a layer of the language").advice("choose another name"));
            return false;
        }
        Span other = declared.putIfAbsent(name.text(), name.span());
        if (other == null) return true;
        diagnostics.add(Diagnostic.error(Code.CNN1013, name.span(), "`" + name + "` is declared again").related(other, "it is declared here"));
        return false;
    }

    private void training(TrainDecl train) {
        TrainDecl other = trainings.putIfAbsent(train.model().text(), train);
        if (other == null) return;
        diagnostics.add(Diagnostic.error(Code.CNN4004, train.model().span(), "this is a second section")
                .related(other.model().span(), "the first one is here"));
    }

    private void checkTrainings() {
        List<String> names = models.stream().map(model -> model.name().text()).toList();
        for (TrainDecl train : trainings.values()) {
            String name = train.model().text();
            if (names.contains(name) || broken.contains(name)) continue;
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN4003, train.model().span(), "there is no model `" + name + "`"), name, names));
        }
    }

    private Set<String> follow(ImportDecl imported, Set<String> reserved, List<Path> chain) {
        Optional<Path> path = path(imported.path(), Optional.ofNullable(chain.getLast().getParent()).orElse(Path.of("")));
        if (path.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN1001, imported.span(), "this is no path"));
            unread.add(imported);
            return Set.of();
        }
        int first = chain.stream().map(ProgramReader::identity).toList().indexOf(identity(path.get()));
        if (first >= 0) {
            List<String> cycle = new ArrayList<>(chain.subList(first, chain.size()).stream().map(Path::toString).toList());
            cycle.add(path.get().toString());
            diagnostics.add(Diagnostic.error(Code.CNN1012, imported.span(), "this leads back to " + chain.get(first))
                    .note(String.join(" -> ", cycle)).advice("put the blocks that both need into a file that imports neither"));
            return Set.of();
        }
        Path identity = identity(path.get());
        if (brought.containsKey(identity)) return brought.get(identity);
        brought.put(identity, Set.of());
        if (chain.size() > MAX_IMPORTS) {
            diagnostics.add(Diagnostic.error(Code.CNN1010, imported.span(), "more than " + MAX_IMPORTS + " files import each other in a row"));
            unread.add(imported);
            return Set.of();
        }
        ImportedFile.read(sources, path.get(), imported, diagnostics).ifPresentOrElse(source -> {
            List<Path> longer = new ArrayList<>(chain);
            longer.add(path.get());
            brought.put(identity, add(SourceParser.parse(source, diagnostics), reserved, longer, false));
        }, () -> unread.add(imported));
        return brought.get(identity);
    }

    /** One file may be reached by several paths. */
    private static Path identity(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static Optional<Path> path(String text, Path folder) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
