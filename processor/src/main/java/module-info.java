/** Checks {@code @Once} and writes the guarded classes. */
module io.github.once4j.processor {
    requires com.palantir.javapoet;
    requires io.github.once4j;
    requires java.compiler;
    requires static com.google.auto.service;
    requires static org.jspecify;

    provides javax.annotation.processing.Processor with
            io.github.once4j.processor.OnceProcessor;
}
