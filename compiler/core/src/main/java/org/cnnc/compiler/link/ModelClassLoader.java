package org.cnnc.compiler.link;

import java.util.Map;
import org.cnnc.runtime.Network;

/** Defines the classes of one model; they go when the model does. */
final class ModelClassLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    ModelClassLoader(Map<String, byte[]> classes) {
        super(Network.class.getClassLoader());
        this.classes = classes;
    }

    Class<?> load(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(name + " is not among the compiled classes " + classes.keySet(), missing);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) throw new ClassNotFoundException(name);
        return defineClass(name, bytes, 0, bytes.length);
    }
}
