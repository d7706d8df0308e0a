package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results whose work goes on after the key is free, with what to return instead; and those that look like it and are not. */
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

    /** The libraries' types, by name: as interfaces without members. */
    private static String[] sources(String result) {
        List<String> sources = new ArrayList<>();
        sources.add(
                "package methods;\nimport io.github.once4j.Once;\nimport java.util.*;\nimport java.util.concurrent.*;\n"
                        + "import java.util.function.*;\nimport java.util.stream.*;\npublic abstract class Service {\n"
                        + "interface Own<T> {}\ninterface Mono<T> extends org.reactivestreams.Publisher<T> {}\n"
                        + "interface Named {}\nabstract static class Task<T> implements Future<T> {}\n"
                        + "@Once(key = \"k\", raiseOnLocked = true) public " + result
                        + " m() { throw new AssertionError(); }\n}\n");
        for (String type : LIBRARIES) {
            int dot = type.lastIndexOf('.');
            sources.add(
                    "package " + type.substring(0, dot) + ";\npublic interface " + type.substring(dot + 1) + " {}\n");
        }
        return sources.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Stream<String> | and return a List<String>.",
                "IntStream | and return a List<…>.",
                "Iterator<? extends Long> | and return a List<Long>.",
                "Enumeration<String> | and return a List<String>.",
                "Spliterator<?> | and return a List<Object>.",
                "kotlin.sequences.Sequence<String> | and return a List<String>.",
                "Future<String> | return CompletableFuture<String> or CompletionStage<String>, exactly.",
                "Task<String> | return CompletableFuture<String>",
                "ScheduledFuture<?> | return CompletableFuture<Object>",
                "<F extends CompletableFuture<String>> F | return CompletableFuture<",
                "<F extends Named & CompletionStage<String>> F | return CompletableFuture<",
                "<F extends Named & Future<String>> F | return CompletableFuture<",
                "io.vertx.core.Future<String> | return CompletableFuture<String>",
                "Callable<String> | call it inside the method, and return its result.",
                "Supplier<String> | call it inside the method, and return its result.",
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
                "List<Future<?>> | return CompletableFuture<Object>",
                "Future<String>[] | return CompletableFuture<String>",
                "Optional<Stream<String>> | and return a List<String>.",
                "Map<String, List<Supplier<String>>> | call it inside the method",
                "Optional<CompletableFuture<String>> | thenCompose, CompletableFuture.allOf.",
                "CompletableFuture<CompletableFuture<String>> | thenCompose, CompletableFuture.allOf.",
                "CompletionStage<Stream<String>> | and return a List<String>.",
            })
    void areRefused(String result, String fix) {
        assertThat(Compiled.of(sources(result)).messages())
                .filteredOn(message -> message.contains("ONCE"))
                .singleElement()
                .asString()
                .startsWith("12:")
                .contains("error [ONCE-505]")
                .contains("Fix: ")
                .contains(fix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CompletableFuture<String>",
                "CompletionStage<List<String>>",
                "reactor.core.publisher.Mono<String>",
                "reactor.core.publisher.Mono<Void>",
                "io.smallrye.mutiny.Uni<List<String>>",
                "List<String>",
                "Iterable<String>",
                "Collection<? extends Number>",
                "Map<String, Object>",
                "Own<Stream<String>>",
                "Class<Future>",
                "Runnable",
                "Object",
                "<T> T",
                "<T extends Named> List<T>",
            })
    void areNot(String result) {
        assertThat(Compiled.with(List.of("-Xlint:-rawtypes"), sources(result)).messages())
                .isEmpty();
    }
}
