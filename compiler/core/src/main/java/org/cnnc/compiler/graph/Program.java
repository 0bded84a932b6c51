package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.TrainDecl;

/**
 * A file with the blocks of all it imports.
 *
 * @param broken names of declarations whose syntax is wrong
 * @param unread imports, of this file or of those that it imports, that could not be read
 * @param imported the blocks that each import of the file brings, those of its own imports included
 */
public record Program(
        List<ModelDecl> models,
        Map<String, BlockDecl> blocks,
        Map<String, TrainDecl> trainings,
        Set<String> broken,
        List<ImportDecl> unread,
        Map<ImportDecl, Set<String>> imported) {}
