package org.cnnc.benchmarks.fork;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.cnnc.runtime.Network;

/** A compiled network as a program has it: its class on the class path, its weights in a file. */
public final class Deployed {
    private Deployed() {}

    /** The network of {@code network=CLASS} with the weights of {@code weights=FILE}. */
    public static Network network(Settings settings) {
        try {
            return (Network) type(settings.text("network"))
                    .getMethod("load", Path.class)
                    .invoke(null, settings.path("weights"));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the weights cannot be loaded", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no compiled network on the class path", e);
        }
    }

    /** A class that was compiled by this project: where the thread looks for classes. */
    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    }
}
