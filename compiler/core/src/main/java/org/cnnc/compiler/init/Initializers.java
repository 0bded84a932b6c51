package org.cnnc.compiler.init;

import java.util.List;
import java.util.Optional;

/** The registry of the language's initialisers. */
public final class Initializers {
    private static final List<InitKind> KINDS = List.of(
            Zeros.KIND,
            Ones.KIND,
            Constant.KIND,
            Normal.KIND,
            Uniform.KIND,
            XavierNormal.KIND,
            XavierUniform.KIND,
            LecunNormal.KIND,
            LecunUniform.KIND,
            HeNormal.KIND,
            HeUniform.KIND,
            Orthogonal.KIND,
            TruncatedNormal.KIND);

    private Initializers() {}

    public static Optional<InitKind> find(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** All initialisers, in the order of the reference page. */
    public static List<InitKind> all() {
        return KINDS;
    }
}
