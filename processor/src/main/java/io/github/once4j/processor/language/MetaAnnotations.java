package io.github.once4j.processor.language;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Which annotations an annotation is composed of: those on its declaration, and so on. */
public final class MetaAnnotations {
    private final Map<Element, Set<String>> names = new HashMap<>();

    MetaAnnotations() {}

    /** The annotation itself if it is one of these, or the one of these that it is composed of. */
    public Optional<AnnotationMirror> find(AnnotationMirror mirror, Set<String> wanted) {
        return Collections.disjoint(wanted, names(mirror)) ? Optional.empty() : find(mirror, wanted, new HashSet<>());
    }

    private Set<String> names(AnnotationMirror mirror) {
        return names.computeIfAbsent(mirror.getAnnotationType().asElement(), type -> namesOf(mirror));
    }

    /** The name of an annotation's type, and of all annotations that it is composed of. */
    static Set<String> namesOf(AnnotationMirror mirror) {
        Set<String> seen = new HashSet<>();
        find(mirror, Set.of(), seen);
        return seen;
    }

    private static Optional<AnnotationMirror> find(AnnotationMirror mirror, Set<String> wanted, Set<String> seen) {
        String name = AnnotationNames.of(mirror);
        if (wanted.contains(name)) {
            return Optional.of(mirror);
        }
        if (!seen.add(name) || name.startsWith("java.lang.")) {
            return Optional.empty();
        }
        return mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                .map(meta -> find(meta, wanted, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
