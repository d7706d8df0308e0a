package io.github.once4j.processor.problem;

import io.github.once4j.processor.model.OnceUse;

/** Where the problems of an annotation are shown. */
public final class Spots {
    private Spots() {}

    /** At the value of an attribute, or at the annotation if it is not written; for an inherited method, at the type. */
    public static Spot of(OnceUse use, String attribute) {
        return use.isInherited()
                ? Spot.of(use.type())
                : new Spot(use.method(), use.mirror(), use.written().get(attribute));
    }

    public static Spot of(OnceUse use) {
        return use.isInherited() ? Spot.of(use.type()) : Spot.of(use.method());
    }
}
