package org.cnnc.compiler.training;

import java.util.Map;
import org.cnnc.compiler.op.Arguments;

/**
 * A word of a {@code train} section as it is used.
 *
 * @param name of the {@link Term}
 * @param arguments checked, defaults filled in
 */
public record Setting(String name, Arguments arguments) {
    /** A word that is used without an argument and has none. */
    public static Setting plain(String name) {
        return new Setting(name, new Arguments(Map.of()));
    }
}
