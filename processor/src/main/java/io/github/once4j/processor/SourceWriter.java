package io.github.once4j.processor;

import com.palantir.javapoet.JavaFile;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Writes the files of the generated classes: one for each type, unless its name is taken. */
final class SourceWriter {
    private final Elements elements;
    private final Filer filer;

    /** The names of the generated classes, with the names of the types that they are written for; of all rounds. */
    private final Map<String, String> written = new HashMap<>();

    /** Whether there is a class of a qualified name: javac looks through its paths each time for one that is not there. */
    private final Map<String, Boolean> existing = new HashMap<>();

    SourceWriter(Elements elements, Filer filer) {
        this.elements = elements;
        this.filer = filer;
    }

    /** The qualified name of the class that is generated for a type. */
    String generatedName(TypeElement type) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        return (packageName.isEmpty() ? "" : packageName + ".") + GuardedType.nameFor(type);
    }

    /** Takes the name of the class that is generated for a type; false, and an error, if a class of that name exists. */
    boolean reserve(TypeElement type, Problems problems) {
        String name = generatedName(type);
        String other = written.putIfAbsent(name, type.getQualifiedName().toString());
        boolean isFree = other == null && !isUsersOwn(find(type, name));
        if (!isFree) {
            problems.error(
                    Code.CLASH_OF_CLASSES,
                    Spot.of(type),
                    "The guarded class of `" + type.getQualifiedName() + "` would be `" + name + "`, which "
                            + (other == null ? "is there already." : "is written for `" + other + "`."),
                    "rename one of them.");
        }
        return isFree;
    }

    /** Takes the name of the class that is generated for a type, if no class has it. */
    boolean reserveQuietly(TypeElement type) {
        String name = generatedName(type);
        return find(type, name) == null
                && written.putIfAbsent(name, type.getQualifiedName().toString()) == null;
    }

    private static boolean isUsersOwn(@Nullable TypeElement type) {
        return type != null
                && type.getAnnotationMirrors().stream()
                        .noneMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE_GENERATED));
    }

    /** A class of the module of a type: to look into all modules for one that is rarely there takes most of the time. */
    private @Nullable TypeElement find(TypeElement type, String name) {
        ModuleElement module = elements.getModuleOf(type);
        return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
    }

    void write(TypeElement type, JavaFile file) throws IOException {
        String prefix = file.packageName().isEmpty() ? "" : file.packageName() + ".";
        Predicate<String> isInPackage =
                name -> existing.computeIfAbsent(prefix + name, qualified -> find(type, qualified) != null);
        String text =
                HiddenPackages.imported(SourceText.tidy(file.toString(), isInPackage), file.packageName(), isInPackage);
        try (Writer writer = filer.createSourceFile(generatedName(type), type).openWriter()) {
            writer.write(text);
        }
    }
}
