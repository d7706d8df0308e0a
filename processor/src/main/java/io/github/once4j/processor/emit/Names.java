package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;

/** The runtime's types, by name: the processor does not depend on the runtime. */
final class Names {
    static final ClassName GUARD = runtime("OnceGuard");
    static final ClassName METHOD = runtime("OnceMethod");
    static final ClassName HOLDER = runtime("LockHolder");
    static final ClassName GENERATED = ClassName.get("io.github.once4j", "OnceGenerated");

    /** The class in each generated one that holds its constants: nothing inherited can hide it there. */
    static final String ONCE = "Once$";

    private Names() {}

    private static ClassName runtime(String name) {
        return ClassName.get("io.github.once4j.runtime", name);
    }
}
