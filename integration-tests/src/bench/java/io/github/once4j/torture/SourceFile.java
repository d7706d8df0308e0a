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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** One file of a library, and the places in it where {@code @Once} can stand. */
final class SourceFile {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Set<String> SIMPLE_PARTS = Set.of("int", "long", "boolean", "char", "String");
    private static final Map<String, String> ANSWERS = Map.of(
            "boolean", "true",
            "byte", "-1",
            "short", "2",
            "int", "-3",
            "long", "4",
            "char", "c",
            "float", "0.5",
            "double", "-1e9",
            "String", "text");

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
                            method));
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

    private static String answer(MethodTree method, int number) {
        String type = String.valueOf(method.getReturnType());
        if (number % 2 == 0 || type.equals("float") || type.equals("double")) {
            return "raiseOnLocked = true";
        }
        return ANSWERS.containsKey(type) ? "returnOnLocked = \"" + ANSWERS.get(type) + "\"" : "";
    }

    private static String key(MethodTree method, int number, Predicate<VariableTree> isPart) {
        return method.getParameters().stream()
                .filter(isPart)
                .map(parameter -> "-{" + parameter.getName() + "}")
                .collect(Collectors.joining("", "k" + number, ""));
    }

    /** The text with the annotations that are still on. */
    String annotatedText() {
        var annotated = new StringBuilder(text);
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            place.written = place.on ? place.annotation() : "";
            annotated.insert(place.start, place.written);
        }
        return annotated.toString();
    }

    /**
     * Asks for less where a message at this position of the annotated text says so: of the method there, a simpler key or
     * answer, at last no annotation; of the type there, no annotation in it.
     *
     * @return whether there was anything to take back
     */
    boolean takeBack(long position, String code, boolean ofTypes) {
        long here = position;
        for (Place place : places) {
            if (place.start < here) {
                here -= Math.min(place.written.length(), here - place.start);
            }
        }
        for (Place place : places) {
            if (!place.written.isEmpty() && place.start <= here && here < place.end) {
                place.takeBack(code);
                return true;
            }
        }
        if (!ofTypes) {
            return false;
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
        private final int number = NUMBERS.incrementAndGet();
        private final MethodTree method;
        private String key;
        private String answer;
        private boolean on = true;
        /** What the last compilation saw, which positions count on, and which may have drawn several messages. */
        private String written = "";


        Place(int start, int end, int typeStart, int typeEnd, MethodTree method) {
            this.start = start;
            this.end = end;
            this.typeStart = typeStart;
            this.typeEnd = typeEnd;
            this.method = method;
            this.key = SourceFile.key(method, number, parameter -> true);
            this.answer = SourceFile.answer(method, number);
        }

        String annotation() {
            String timing = number % 5 == 0 ? ", lease = \"5m\", fenced = true" : number % 7 == 0 ? ", interruptOnLost = true" : "";
            return "@io.github.once4j.Once(key = \"" + key + "\", name = \"M" + number + "\"" + (answer.isEmpty() ? "" : ", " + answer)
                    + timing + ") ";
        }

        /** Keys have codes 1xx and 2xx, answers 3xx. */
        void takeBack(String code) {
            if (!written.equals(annotation())) {
                return;
            }
            String simple = SourceFile.key(
                    method, number, parameter -> SIMPLE_PARTS.contains(String.valueOf(parameter.getType())));
            if (code.startsWith("ONCE-2") && !key.equals(simple)) {
                key = simple;
            } else if (code.startsWith("ONCE-2")) {
                String none = SourceFile.key(method, number, parameter -> false);
                on = !key.equals(none);
                key = none;
            } else if (code.startsWith("ONCE-3") && !answer.startsWith("raise")) {
                answer = "raiseOnLocked = true";
            } else {
                on = false;
            }
        }
    }
}
