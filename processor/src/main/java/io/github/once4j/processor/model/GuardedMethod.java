package io.github.once4j.processor.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A method that is guarded, with everything checked.
 *
 * @param signature its declaration
 * @param suffix the {@code X} of {@code isLockedX}
 * @param number 1, or the number that tells its constant and key method from those of another method
 * @param key its key
 * @param answer what a locked call returns
 * @param timing how long the key is held
 * @param fenced whether grants are numbered
 * @param interruptOnLost whether a lost lease stops the body
 * @param stage the kind of its result
 */
public record GuardedMethod(
        Signature signature,
        String suffix,
        int number,
        Key key,
        Answer answer,
        Timing timing,
        boolean fenced,
        boolean interruptOnLost,
        Stage stage) {
    /** Where a word of a name begins. */
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** The name of its constant: {@code IMPORT_FILE}; it must not obscure a class that creates the result of a locked call ({@code UUID}). */
    public String constant() {
        String name = WORD.matcher(suffix).replaceAll("_").toUpperCase(Locale.ROOT);
        return (answer instanceof Answer.Call && answer.types().contains(name) ? name + "_METHOD" : name)
                + (number == 1 ? "" : "_" + number);
    }

    /** The name of its key method: {@code importFileKey}. */
    public String keyMethod() {
        String name = suffix.substring(0, 1).toLowerCase(Locale.ROOT) + suffix.substring(1);
        return name + "Key" + (number == 1 ? "" : number);
    }

    /** Methods whose constants and key methods have names of their own, and obscure no class that creates a result. */
    public static List<GuardedMethod> numbered(List<GuardedMethod> methods) {
        Set<String> taken = new HashSet<>();
        methods.forEach(method -> taken.addAll(method.answer.types()));
        return methods.stream().map(method -> method.numbered(taken)).toList();
    }

    private GuardedMethod numbered(Set<String> taken) {
        GuardedMethod method = this;
        List<String> names = method.names();
        while (signature.isParameter(names.get(0)) || names.stream().anyMatch(taken::contains)) {
            method = new GuardedMethod(
                    signature, suffix, method.number + 1, key, answer, timing, fenced, interruptOnLost, stage);
            names = method.names();
        }
        taken.addAll(names);
        return method;
    }

    /** What it adds to the class that holds the constants; a parameter must not have the name of the first. */
    private List<String> names() {
        String constant = constant();
        return List.of(constant, constant + "_LOCKED", keyMethod());
    }

    /** The parameters that the key is made of, in declaration order. */
    public List<Signature.Parameter> keyParameters() {
        return signature.named(key.roots());
    }

    /** Whether a body that ends normally keeps its key. */
    public boolean keepsAfterSuccess() {
        return timing.keepAfterSuccess() != null;
    }

    public boolean keyNeedsThis() {
        return key.roots().contains("this");
    }

    /** The kind of a result. */
    public enum Stage {
        /** A plain result: the body runs on the thread of the caller. */
        NONE,
        /** A {@code CompletionStage}. */
        COMPLETION_STAGE,
        /** A {@code CompletableFuture}. */
        COMPLETABLE_FUTURE,
        /** Reactor's {@code Mono}. */
        MONO,
        /** Reactor's {@code Flux}. */
        FLUX,
        /** Mutiny's {@code Uni}. */
        UNI,
        /** Mutiny's {@code Multi}. */
        MULTI;

        /** The kind of a type that is not {@link #NONE}. */
        public static Stage of(String type) {
            return switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "CompletionStage" -> COMPLETION_STAGE;
                case "CompletableFuture" -> COMPLETABLE_FUTURE;
                case "Mono" -> MONO;
                case "Flux" -> FLUX;
                case "Uni" -> UNI;
                case "Multi" -> MULTI;
                default -> throw new IllegalArgumentException(type);
            };
        }

        /** Whether it has any number of items: a locked call returns none. */
        public boolean isStream() {
            return this == FLUX || this == MULTI;
        }

        public boolean isReactor() {
            return this == MONO || this == FLUX;
        }

        public boolean isReactive() {
            return isReactor() || this == UNI || this == MULTI;
        }
    }
}
