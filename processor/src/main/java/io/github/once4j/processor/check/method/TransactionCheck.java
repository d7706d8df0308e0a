package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Whether a container opens a transaction around a method, or caches its results. Containers look for the annotation on the
 * method, its class, the methods that it overrides and all supertypes; the nearest one counts, and may exclude a transaction.
 * Codes 506 and 515.
 */
public final class TransactionCheck {
    private static final Set<String> NONE = Set.of("NOT_SUPPORTED", "NEVER");

    /** If this class is on the class path, a key is released after the transaction. */
    private static final String KEEPS_KEYS = "io.github.once4j.spring.OnceTransactions";

    private final Language language;

    public TransactionCheck(Language language) {
        this.language = language;
    }

    /** Reports each annotation once, although that of a type applies to all of its methods. */
    public void check(TypeElement type, List<OnceUse> uses, Problems problems) {
        check(AnnotationNames.CACHE, type, uses, (place, found) -> reportCache(place, found, problems));
        if (language.elements().getTypeElement(KEEPS_KEYS) == null) {
            check(AnnotationNames.TRANSACTIONAL, type, uses, (place, found) -> report(place, found, problems));
        }
    }

    private void check(
            Set<String> annotations, TypeElement type, List<OnceUse> uses, BiConsumer<Element, List<OnceUse>> report) {
        Set<TypeElement> types = new LinkedHashSet<>();
        addSupertypes(type, types);
        List<ExecutableElement> methods = types.stream()
                .flatMap(each -> ElementFilter.methodsIn(each.getEnclosedElements()).stream())
                .toList();
        Map<Element, List<OnceUse>> byPlace = new LinkedHashMap<>();
        for (OnceUse use : uses) {
            around(annotations, places(use, types, methods))
                    .ifPresent(place -> byPlace.computeIfAbsent(place, first -> new ArrayList<>())
                            .add(use));
        }
        byPlace.forEach(report);
    }

    private static void report(Element place, List<OnceUse> uses, Problems problems) {
        OnceUse first = uses.get(0);
        problems.error(
                Code.TRANSACTIONAL,
                Spot.of(first),
                methods(uses) + " @Transactional" + by(place, first)
                        + ": the container commits after the key is released.",
                "remove @Transactional, and annotate a method of another bean that the guarded method calls.");
    }

    private static void reportCache(Element place, List<OnceUse> uses, Problems problems) {
        OnceUse first = uses.get(0);
        problems.error(
                Code.CACHED,
                Spot.of(first),
                methods(uses) + " cached" + by(place, first)
                        + ": the cache would also act on the calls that are skipped.",
                "remove the annotation, and put it on a method of another bean that the guarded method calls, or that calls"
                        + " the guarded method.");
    }

    private static String methods(List<OnceUse> uses) {
        String names = uses.stream()
                .map(use -> "`" + DisplayName.of(use.method()) + "`")
                .collect(Collectors.joining(", "));
        return uses.size() == 1 ? "The method " + names + " is" : "The methods " + names + " are";
    }

    private static String by(Element place, OnceUse first) {
        return place.equals(first.method()) ? "" : ", by `" + named(place) + "`";
    }

    private static String named(Element place) {
        return place instanceof ExecutableElement method
                ? Signature.owner(method).getSimpleName() + "." + method.getSimpleName() + "()"
                : place.getSimpleName().toString();
    }

    /** The method or type with the annotation. */
    private Optional<Element> around(Set<String> annotations, List<Element> places) {
        for (Element place : places) {
            Optional<AnnotationMirror> found = place.getAnnotationMirrors().stream()
                    .map(mirror -> language.annotations().find(mirror, annotations))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (found.isPresent()) {
                return opensNone(found.get()) ? Optional.empty() : Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private List<Element> places(OnceUse use, Set<TypeElement> types, List<ExecutableElement> methods) {
        List<Element> places = new ArrayList<>(List.of(use.method(), Signature.owner(use.method())));
        places.addAll(types);
        for (ExecutableElement method : methods) {
            if (method.getSimpleName().equals(use.method().getSimpleName())
                    && language.elements().overrides(use.method(), method, use.type())) {
                places.add(method);
            }
        }
        return places;
    }

    private void addSupertypes(TypeElement type, Set<TypeElement> found) {
        if (found.add(type)) {
            Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                    .map(language::element)
                    .flatMap(Optional::stream)
                    .forEach(each -> addSupertypes(each, found));
        }
    }

    private static boolean opensNone(AnnotationMirror transactional) {
        return transactional.getElementValues().values().stream()
                .map(AnnotationValue::getValue)
                .anyMatch(value -> value instanceof VariableElement constant
                        && NONE.contains(constant.getSimpleName().toString()));
    }
}
