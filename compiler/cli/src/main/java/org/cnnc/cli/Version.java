package org.cnnc.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest tells. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"cnnc " + number()};
    }

    /** {@code 0.1.0}. */
    String number() {
        return Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
