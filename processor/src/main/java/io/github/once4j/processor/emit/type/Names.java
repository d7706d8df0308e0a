package io.github.once4j.processor.emit.type;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import io.github.once4j.processor.language.AnnotationNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Types that generated code names; the runtime's by name: the processor does not depend on the runtime. */
public final class Names {
    public static final ClassName GUARD = runtime("OnceGuard");
    public static final ClassName METHOD = ClassName.get("io.github.once4j.runtime.generated", "GuardedMethod");
    public static final ClassName REACTOR = ClassName.get("io.github.once4j.runtime.reactor", "ReactorCalls");
    public static final ClassName MUTINY = ClassName.get("io.github.once4j.runtime.mutiny", "MutinyCalls");
    public static final ClassName MONO = ClassName.get("reactor.core.publisher", "Mono");
    public static final ClassName UNI = ClassName.get("io.smallrye.mutiny", "Uni");
    public static final ClassName HOLDER = runtime("LockHolder");
    public static final ClassName GENERATED = ClassName.bestGuess(AnnotationNames.ONCE_GENERATED);

    // Once for all: JavaPoet asks reflection for the name of a Class.
    public static final ClassName STRING = ClassName.get(String.class);
    public static final ClassName DURATION = ClassName.get(Duration.class);
    public static final ClassName STAGE = ClassName.get(CompletionStage.class);
    public static final ClassName FUTURE = ClassName.get(CompletableFuture.class);
    public static final AnnotationSpec OVERRIDE =
            AnnotationSpec.builder(Override.class).build();

    /** The class in each generated one that holds its constants: nothing inherited can hide it there. */
    public static final String ONCE = "Once$";

    private Names() {}

    private static ClassName runtime(String name) {
        return ClassName.get("io.github.once4j.runtime", name);
    }
}
