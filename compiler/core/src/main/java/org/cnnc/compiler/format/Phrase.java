package org.cnnc.compiler.format;

import java.util.List;

/**
 * A statement, a setting or a declaration.
 *
 * @param lead how many parts its label or its setting's name is; 0 for none
 * @param assertion the part at which {@code -> shape} starts; the number of parts where there is none
 */
record Phrase(Form form, List<Part> parts, int lead, int assertion) implements Element {
    /** What is aligned with what. */
    enum Form { LAYER, SETTING, OTHER, REMARK }

    /** Its first parts. */
    Phrase upTo(int count) {
        return new Phrase(form, parts.subList(0, count), 0, count);
    }
}
