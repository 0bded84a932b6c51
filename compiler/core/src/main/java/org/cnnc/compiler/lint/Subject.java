package org.cnnc.compiler.lint;

import java.util.List;
import org.cnnc.compiler.graph.Program;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.SourceFile;

/** What rules look at: a file as it was read, with its imports, and its models with their shapes. */
record Subject(SourceFile file, Program program, List<Network> networks) {
    /** A file without a model is a library: what it declares is for others to use. */
    boolean isLibrary() {
        return program.models().isEmpty();
    }

    List<Declaration> declarations() {
        return file.declarations();
    }
}
