package io.github.once4j.torture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** One file of a library, and the places in it where {@code @Once} can stand. */
final class SourceFile {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Set<String> SIMPLE_PARTS = Set.of("int", "long", "boolean", "char", "String");

    private final String name;
    private final String text;
    private final List<Place> places = new ArrayList<>();

    SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    String name() {
        return name;
    }

    String original() {
        return text;
    }

    long annotated() {
        return places.stream().filter(place -> place.on).count();
    }

    /** Finds every method that can carry the annotation by the look of it; the processor refuses the rest. */
    void findPlaces(CompilationUnitTree unit, SourcePositions positions) {
        new TreeScanner<@Nullable Void, @Nullable ClassTree>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable ClassTree outer) {
                return super.visitClass(type, type);
            }

            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable ClassTree type) {
                if (type != null && canCarry(method, type)) {
                    places.add(new Place(
                            (int) positions.getStartPosition(unit, method),
                            (int) positions.getEndPosition(unit, method),
                            (int) positions.getStartPosition(unit, type),
                            (int) positions.getEndPosition(unit, type),
                            annotation(method)));
                }
                return null; // local and anonymous classes cannot be guarded
            }
        }.scan(unit, null);
        places.sort((one, other) -> Integer.compare(one.start, other.start));
    }

    private static boolean canCarry(MethodTree method, ClassTree type) {
        Set<Modifier> flags = method.getModifiers().getFlags();
        Set<Modifier> typeFlags = type.getModifiers().getFlags();
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
        return method.getReturnType() != null
                && (isInterface || type.getKind() == Tree.Kind.CLASS)
                && (isInterface || !flags.contains(Modifier.ABSTRACT))
                && !flags.contains(Modifier.STATIC)
                && !flags.contains(Modifier.FINAL)
                && !flags.contains(Modifier.PRIVATE)
                && !typeFlags.contains(Modifier.FINAL)
                && !typeFlags.contains(Modifier.PRIVATE);
    }

    private static String annotation(MethodTree method) {
        int number = NUMBERS.incrementAndGet();
        var key = new StringBuilder("k").append(number);
        for (VariableTree parameter : method.getParameters()) {
            if (SIMPLE_PARTS.contains(String.valueOf(parameter.getType()))) {
                key.append("-{").append(parameter.getName()).append('}');
            }
        }
        return "@io.github.once4j.Once(key = \"" + key + "\", name = \"M" + number + "\", raiseOnLocked = true) ";
    }

    /** The text with the annotations that are still on. */
    String annotatedText() {
        var annotated = new StringBuilder(text);
        for (int i = places.size() - 1; i >= 0; i--) {
            if (places.get(i).on) {
                annotated.insert(places.get(i).start, places.get(i).annotation);
            }
        }
        return annotated.toString();
    }

    /**
     * Takes away the annotation that a message at this position of the annotated text is about: the one of the method
     * there, or all of the type there.
     *
     * @return whether there was one
     */
    boolean switchOff(long position) {
        long here = position;
        for (Place place : places) {
            if (place.on && place.start < here) {
                here -= Math.min(place.annotation.length(), here - place.start);
            }
        }
        for (Place place : places) {
            if (place.on && place.start <= here && here < place.end) {
                place.on = false;
                return true;
            }
        }
        boolean any = false;
        int innermost = -1;
        for (Place place : places) {
            if (place.on && place.typeStart <= here && here < place.typeEnd) {
                innermost = Math.max(innermost, place.typeStart);
            }
        }
        for (Place place : places) {
            if (place.on && place.typeStart == innermost) {
                place.on = false;
                any = true;
            }
        }
        return any;
    }

    private static final class Place {
        private final int start;
        private final int end;
        private final int typeStart;
        private final int typeEnd;
        private final String annotation;
        private boolean on = true;

        Place(int start, int end, int typeStart, int typeEnd, String annotation) {
            this.start = start;
            this.end = end;
            this.typeStart = typeStart;
            this.typeEnd = typeEnd;
            this.annotation = annotation;
        }
    }
}
