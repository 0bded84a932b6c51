/** The one style of {@code .cnn} text. It works on tokens, comments among them, and on the parse tree. */
package org.cnnc.compiler.format;
