package org.cnnc.compiler.format;

/** What stands on a line of a block. */
sealed interface Element permits Phrase, Comment {}
