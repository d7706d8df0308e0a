package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results whose work happens after the key is released, with what to return instead; and results that only resemble them. */
class MethodsTest {
    private static final List<String> LIBRARIES = List.of(
            "io.reactivex.rxjava3.core.ObservableSource<T>",
            "io.reactivex.rxjava3.core.SingleSource<T>",
            "io.reactivex.rxjava3.core.MaybeSource<T>",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.ObservableSource<T>",
            "io.reactivex.SingleSource<T>",
            "io.reactivex.MaybeSource<T>",
            "io.reactivex.CompletableSource",
            "io.vertx.core.Future<T>",
            "kotlinx.coroutines.flow.Flow<T>",
            "kotlinx.coroutines.Job",
            "kotlin.sequences.Sequence<T>",
            "org.springframework.web.context.request.async.DeferredResult<T>");

    /** A method for each result, each on a line of its own, from line 12; the types of libraries are interfaces without members. */
    private static String[] sources(List<String> results) {
        List<String> sources = new ArrayList<>();
        var methods = new StringBuilder();
        for (int i = 0; i < results.size(); i++) {
            methods.append("@Once(key = \"k" + i + "-\", raiseOnLocked = true) public " + results.get(i) + " m" + i
                    + "() { throw new AssertionError(); }\n");
        }
        sources.add(
                "package methods;\nimport io.github.once4j.Once;\nimport java.util.*;\nimport java.util.concurrent.*;\n"
                        + "import java.util.function.*;\nimport java.util.stream.*;\npublic abstract class Service {\n"
                        + "interface Own<T> {}\ninterface Mono<T> extends org.reactivestreams.Publisher<T> {}\n"
                        + "interface Named {}\nabstract static class Task<T> implements Future<T> {}\n"
                        + methods + "}\n");
        for (String type : LIBRARIES) {
            int dot = type.lastIndexOf('.');
            sources.add(
                    "package " + type.substring(0, dot) + ";\npublic interface " + type.substring(dot + 1) + " {}\n");
        }
        return sources.toArray(String[]::new);
    }

    /** {@code result | the end of the fix}. */
    private static final List<String> REFUSED = List.of(
            "Stream<String> | and return a List<String>.",
            "IntStream | and return a List<…>.",
            "Iterator<? extends Long> | and return a List<Long>.",
            "Enumeration<String> | and return a List<String>.",
            "Spliterator<?> | and return a List<Object>.",
            "kotlin.sequences.Sequence<String> | and return a List<String>.",
            "Future<String> | return a CompletableFuture<String> or CompletionStage<String>, exactly.",
            "Task<String> | return a CompletableFuture<String>",
            "ScheduledFuture<?> | return a CompletableFuture<Object>",
            "<F extends CompletableFuture<String>> F | return a CompletableFuture<",
            "<F extends Named & CompletionStage<String>> F | return a CompletableFuture<",
            "<F extends Named & Future<String>> F | return a CompletableFuture<",
            "io.vertx.core.Future<String> | return a CompletableFuture<String>",
            "Callable<String> | call it inside the method, and return its result.",
            "Supplier<String> | call it inside the method, and return its result.",
            "java.util.function.BooleanSupplier | call it inside the method, and return its result.",
            "java.util.function.LongSupplier | call it inside the method, and return its result.",
            "java.nio.file.DirectoryStream<String> | and return a List<String>.",
            "java.io.OutputStream | read or write it inside the method",
            "java.io.Writer | read or write it inside the method",
            "java.nio.channels.FileChannel | read or write it inside the method",
            "Process | do the work inside the method, and return its result.",
            "Flow.Publisher<String> | return a Multi<String>: Multi.createFrom().publisher(…); or a CompletableFuture<String>",
            "Flow.Processor<String, Long> | return a Multi<String>",
            "org.reactivestreams.Publisher<String> | return a Flux<String> or Mono<String>: Flux.from(…), Mono.from(…)",
            "Mono<String> | return a Flux<String> or Mono<String>",
            "reactor.core.publisher.ConnectableFlux<String> | return a Mono, Flux, Uni or Multi, exactly.",
            "io.smallrye.mutiny.GroupedMulti<Long, String> | return a Mono, Flux, Uni or Multi, exactly.",
            "Optional<reactor.core.publisher.Mono<String>> | flatMap, Flux.merge, Uni.join().",
            "io.smallrye.mutiny.Uni<io.smallrye.mutiny.Multi<String>> | flatMap, Flux.merge, Uni.join().",
            "reactor.core.publisher.Mono<Stream<String>> | and return a List<String>.",
            "io.reactivex.rxjava3.core.ObservableSource<String> | return a CompletableFuture<String>",
            "io.reactivex.rxjava3.core.SingleSource<String> | return a CompletableFuture<String>",
            "io.reactivex.rxjava3.core.MaybeSource<String> | return a CompletableFuture<String>",
            "io.reactivex.rxjava3.core.CompletableSource | return a CompletableFuture<…>",
            "io.reactivex.ObservableSource<String> | return a CompletableFuture<String>",
            "io.reactivex.SingleSource<String> | return a CompletableFuture<String>",
            "io.reactivex.MaybeSource<String> | return a CompletableFuture<String>",
            "io.reactivex.CompletableSource | return a CompletableFuture<…>",
            "kotlinx.coroutines.flow.Flow<String> | return a CompletableFuture<String>",
            "kotlinx.coroutines.Job | return a CompletableFuture<…>",
            "org.springframework.web.context.request.async.DeferredResult<String> | return a CompletableFuture<String>",
            "Own<Stream<String>> | and return a List<String>.",
            "Runnable | do the work inside the method, and return its result.",
            "List<Future<?>> | return a CompletableFuture<Object>",
            "Future<String>[] | return a CompletableFuture<String>",
            "Optional<Stream<String>> | and return a List<String>.",
            "Map<String, List<Supplier<String>>> | call it inside the method",
            "Optional<CompletableFuture<String>> | thenCompose, CompletableFuture.allOf.",
            "CompletableFuture<CompletableFuture<String>> | thenCompose, CompletableFuture.allOf.",
            "CompletionStage<Stream<String>> | and return a List<String>.");

    private static final List<String> ACCEPTED = List.of(
            "CompletableFuture<String>",
            "CompletionStage<List<String>>",
            "reactor.core.publisher.Mono<String>",
            "reactor.core.publisher.Mono<Void>",
            "io.smallrye.mutiny.Uni<List<String>>",
            "List<String>",
            "Iterable<String>",
            "Collection<? extends Number>",
            "Map<String, Object>",
            "java.io.StringWriter",
            "Class<Future>",
            "Object",
            "<T> T",
            "<T extends Named> List<T>");

    @Test
    void areRefused() {
        List<String> results =
                REFUSED.stream().map(row -> row.split(" \\| ", 2)[0]).toList();
        List<String> messages = Compiled.of(sources(results)).messages().stream()
                .filter(message -> message.contains("ONCE"))
                .toList();
        assertThat(messages).hasSameSizeAs(REFUSED);
        for (int i = 0; i < REFUSED.size(); i++) {
            assertThat(messages.get(i))
                    .describedAs(REFUSED.get(i))
                    .startsWith(12 + i + ":")
                    .contains("error [ONCE-505]")
                    .contains("Fix: ")
                    .contains(REFUSED.get(i).split(" \\| ", 2)[1]);
        }
    }

    @Test
    void areNot() {
        assertThat(Compiled.with(List.of("-Xlint:-rawtypes"), sources(ACCEPTED)).messages())
                .isEmpty();
    }
}
