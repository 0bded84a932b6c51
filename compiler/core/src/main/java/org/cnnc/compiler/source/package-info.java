/** Source files: their text, lines and columns, and how they are read. */
package org.cnnc.compiler.source;
