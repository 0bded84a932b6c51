package org.cnnc.compiler.format;

import java.util.List;

/**
 * What stands in braces, or in the file as a whole.
 *
 * @param head comments behind the opening brace, on its line
 * @param onOneLine whether it is written without a line break
 */
record Block(List<Comment> head, List<Line> lines, boolean onOneLine) implements Part {
    boolean isEmpty() {
        return head.isEmpty() && lines.isEmpty();
    }
}
