package org.cnnc.compiler.format;

/** What a statement or a declaration consists of. */
sealed interface Part permits Word, Block {}
