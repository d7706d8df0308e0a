package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Types that generated code names; the runtime's by name: the processor does not depend on the runtime. */
final class Names {
    static final ClassName GUARD = runtime("OnceGuard");
    static final ClassName METHOD = runtime("OnceMethod");
    static final ClassName HOLDER = runtime("LockHolder");
    static final ClassName GENERATED = ClassName.get("io.github.once4j", "OnceGenerated");

    // Once for all: JavaPoet asks reflection for the name of a Class.
    static final ClassName STRING = ClassName.get(String.class);
    static final ClassName DURATION = ClassName.get(Duration.class);
    static final ClassName STAGE = ClassName.get(CompletionStage.class);
    static final ClassName FUTURE = ClassName.get(CompletableFuture.class);
    static final AnnotationSpec OVERRIDE =
            AnnotationSpec.builder(Override.class).build();
    static final AnnotationSpec DEPRECATED =
            AnnotationSpec.builder(Deprecated.class).build();

    /** The class in each generated one that holds its constants: nothing inherited can hide it there. */
    static final String ONCE = "Once$";

    private Names() {}

    private static ClassName runtime(String name) {
        return ClassName.get("io.github.once4j.runtime", name);
    }
}
