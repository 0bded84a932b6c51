/** The grammar of {@code .cnn} files: what ANTLR makes of {@code Cnn.g4}, and what it needs beside that. */
package org.cnnc.grammar;
