package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.TypeWalk;
import io.github.once4j.processor.problem.DisplayName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/**
 * Results whose work happens after the method has returned, by themselves or inside an {@code Optional}, a collection, an array
 * or a stage; and what to return instead.
 */
final class DeferredWork {
    private static final String LIST = "do the work inside the method, and return a List<%s>.";
    private static final String FUTURE = "return a CompletableFuture<%s> or CompletionStage<%s>, exactly.";
    private static final String STAGE = "return a CompletableFuture<%s> that completes when the work ends.";
    private static final String FLUX =
            "return a Flux<%s> or Mono<%s>: Flux.from(…), Mono.from(…); or a CompletableFuture<%s> that completes when the work"
                    + " ends.";
    private static final String MULTI =
            "return a Multi<%s>: Multi.createFrom().publisher(…); or a CompletableFuture<%s> that completes when the work"
                    + " ends.";
    private static final String RX =
            "return a CompletableFuture<%s> that completes when the work ends; or a Mono or Flux: Flux.from(….toFlowable()).";
    private static final String EXACTLY = "return a Mono, Flux, Uni or Multi, exactly.";
    private static final String ONE_PUBLISHER =
            "return one Mono, Flux, Uni or Multi that ends when the work in it ends: flatMap, Flux.merge, Uni.join().";
    private static final String ONE_STAGE =
            "return one CompletableFuture that completes when the work in it ends: thenCompose, CompletableFuture.allOf.";
    private static final String READ =
            "read or write it inside the method, and return its content, like a byte[] or a String.";
    private static final String RUN = "do the work inside the method, and return its result.";
    private static final String CALL = "call it inside the method, and return its result.";

    /** Subtypes before their supertypes. */
    private static final List<Kind> KINDS = List.of(
            new Kind("java.util.stream.BaseStream", LIST),
            new Kind("java.util.Iterator", LIST),
            new Kind("java.util.Enumeration", LIST),
            new Kind("java.util.Spliterator", LIST),
            new Kind("java.nio.file.DirectoryStream", LIST),
            new Kind("java.sql.ResultSet", LIST),
            new Kind("kotlin.sequences.Sequence", LIST),
            new Kind("java.util.concurrent.Future", FUTURE),
            new Kind("java.util.concurrent.CompletionStage", FUTURE),
            new Kind("io.vertx.core.Future", FUTURE),
            new Kind("java.util.concurrent.Callable", CALL),
            new Kind("java.util.function.Supplier", CALL),
            new Kind("java.util.function.BooleanSupplier", CALL),
            new Kind("java.util.function.IntSupplier", CALL),
            new Kind("java.util.function.LongSupplier", CALL),
            new Kind("java.util.function.DoubleSupplier", CALL),
            new Kind("reactor.core.publisher.Mono", EXACTLY),
            new Kind("reactor.core.publisher.Flux", EXACTLY),
            new Kind("io.smallrye.mutiny.Uni", EXACTLY),
            new Kind("io.smallrye.mutiny.Multi", EXACTLY),
            new Kind("java.util.concurrent.Flow.Publisher", MULTI),
            new Kind("org.reactivestreams.Publisher", FLUX),
            new Kind("io.reactivex.rxjava3.core.ObservableSource", RX),
            new Kind("io.reactivex.rxjava3.core.SingleSource", RX),
            new Kind("io.reactivex.rxjava3.core.MaybeSource", RX),
            new Kind("io.reactivex.rxjava3.core.CompletableSource", RX),
            new Kind("io.reactivex.ObservableSource", RX),
            new Kind("io.reactivex.SingleSource", RX),
            new Kind("io.reactivex.MaybeSource", RX),
            new Kind("io.reactivex.CompletableSource", RX),
            new Kind("kotlinx.coroutines.flow.Flow", STAGE),
            new Kind("kotlinx.coroutines.Job", STAGE),
            new Kind("org.springframework.web.context.request.async.DeferredResult", STAGE),
            new Kind("org.springframework.web.context.request.async.WebAsyncTask", CALL),
            new Kind("org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody", READ),
            new Kind("org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter", READ),
            new Kind("org.springframework.core.io.InputStreamResource", READ),
            new Kind("jakarta.ws.rs.core.StreamingOutput", READ),
            new Kind("javax.ws.rs.core.StreamingOutput", READ),
            new Kind("io.micronaut.core.io.Writable", READ),
            new Kind("io.micronaut.http.server.types.files.StreamedFile", READ),
            new Kind("java.io.InputStream", READ),
            new Kind("java.io.Reader", READ),
            new Kind("java.io.OutputStream", READ),
            new Kind("java.io.Writer", READ),
            new Kind("java.nio.channels.Channel", READ),
            new Kind("kotlin.Lazy", CALL),
            new Kind("kotlin.jvm.functions.Function0", CALL),
            new Kind("java.lang.Process", RUN),
            new Kind("java.lang.Runnable", RUN));

    /** Exceptions: their content is in memory. */
    private static final Set<String> IN_MEMORY = Set.of(
            "java.io.ByteArrayInputStream",
            "java.io.StringReader",
            "java.io.CharArrayReader",
            "java.io.ByteArrayOutputStream",
            "java.io.StringWriter",
            "java.io.CharArrayWriter");

    /** Generic types that hold no values of their type arguments. */
    private static final List<String> NO_HOLDERS =
            List.of("java.lang.Class", "java.util.function.", "java.util.Comparator");

    private record Kind(String type, String instead) {}

    private final Language language;

    DeferredWork(Language language) {
        this.language = language;
    }

    /**
     * A type whose work happens later.
     *
     * @param type the result, or a type in it
     * @param isInside whether the type is inside the result
     * @param instead what to return, as a sentence
     */
    record Found(TypeMirror type, boolean isInside, String instead) {}

    /** In the result of a method; supported stages and reactive types are fine, since the guard waits for them. */
    Optional<Found> in(TypeMirror result) {
        Optional<Found> inside = inside(result).map(found -> new Found(found.type, true, found.instead));
        return language.isAsync(result) ? inside : itself(result).or(() -> inside);
    }

    private Optional<Found> itself(TypeMirror type) {
        Set<String> names = language.supertypes(type);
        if (!Collections.disjoint(names, IN_MEMORY)) {
            return Optional.empty();
        }
        return KINDS.stream()
                .filter(kind -> names.contains(kind.type))
                .findFirst()
                .map(kind -> new Found(type, false, kind.instead.replace("%s", value(type))));
    }

    /** In an array, or in a generic type, which usually holds values of its type arguments: {@code ResponseEntity<InputStream>}. */
    private Optional<Found> inside(TypeMirror type) {
        boolean holds = NO_HOLDERS.stream().noneMatch(language.name(type)::startsWith);
        return holds
                ? TypeWalk.parts(type).stream()
                        .flatMap(each -> anywhere(each).stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Found> anywhere(TypeMirror type) {
        TypeMirror upper = type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : type;
        return language.isAsync(upper)
                ? Optional.of(new Found(upper, false, language.isStage(upper) ? ONE_STAGE : ONE_PUBLISHER))
                : itself(upper).or(() -> inside(upper));
    }

    /** The result of the work: the first type argument of the type, or of the bound of a type variable. */
    private String value(TypeMirror type) {
        return language.declared(type).stream()
                .flatMap(bound -> bound.getTypeArguments().stream().limit(1))
                .findFirst()
                .map(argument -> DisplayName.of(argument)
                        .replaceFirst("^\\?( extends | super )?", "")
                        .replaceFirst("^$", "Object"))
                .orElse("…");
    }
}
